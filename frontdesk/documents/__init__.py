"""Documents: load them, split them into sentences."""
