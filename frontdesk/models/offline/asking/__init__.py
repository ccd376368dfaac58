"""Make questions of what the documents say."""
