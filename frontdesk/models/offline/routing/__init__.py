"""Choose the category that a message belongs to."""
