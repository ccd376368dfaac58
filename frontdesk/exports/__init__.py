"""The FAQ as files that people and programs read."""
