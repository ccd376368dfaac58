"""The comparison of the FAQ patterns: what their runs gave, added up and laid out in time."""
