"""`kith ingest git REPOSITORY`: who committed what, who worked there when, who worked with whom.

`repository` runs git, `log` parses what it says, `history` decides which commits are evidence; the
stages put them, the employments and the ties that follow into the network. No content of a file is
ever read.
"""

from ingest.sources.git.source import GitSource, git_source

__all__ = ["GitSource", "git_source"]
