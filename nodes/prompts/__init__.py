"""The words: the instructions and templates that nodes send to models."""
