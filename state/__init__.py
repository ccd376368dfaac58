"""What flows: typed inputs, states, updates, outputs and the schemas that models fill."""
