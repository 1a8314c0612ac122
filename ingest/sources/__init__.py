"""One file a format: reads it, and says which records a row stands for."""
