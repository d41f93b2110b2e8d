"""Files become documents whose every field knows its line; bodies become safe HTML with their links as placeholders."""
