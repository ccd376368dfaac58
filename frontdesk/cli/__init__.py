"""The command line: parse, run a graph, show."""
