"""History (文史): eras, titles set downwards, and plates."""
