"""The pictures: one StateGraph a file, exported as `graph`."""
