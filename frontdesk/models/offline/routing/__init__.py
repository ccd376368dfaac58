"""Find out what a customer's message is about, and what else it tells."""
