"""The `kith` command: one file a group of commands; thin, like every door.

Answers go to stdout, progress and messages to stderr. Exit codes: 0 done; 1 done but some records
were quarantined, or nothing found; 2 wrong use; 3 could not be done.
"""
