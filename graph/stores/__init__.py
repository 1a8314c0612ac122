"""The adapters of the Store port. They never import each other."""
