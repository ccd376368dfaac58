"""Find what a customer's message asks for."""
