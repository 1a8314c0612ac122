"""One algorithm a module, over arrays and records; no store, no policy."""
