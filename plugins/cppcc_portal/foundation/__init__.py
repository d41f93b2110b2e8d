"""What every stage stands on: problems, settings, dates, the order of names, the byte store."""
