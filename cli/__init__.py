"""The `kith` command: one file a group of commands; thin, like every door."""
