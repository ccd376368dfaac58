"""Find the passage of the documents that answers a question."""
