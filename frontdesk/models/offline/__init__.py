"""The embedded model: answers computed from the prompt's own text, without network or key."""
