"""The read model: arrays built from a store, saved as memory-mapped files, kept up by a follower."""
