"""Real servers for tests and benches, started where none is given."""
