"""One door to chat models: load one, call one."""
