"""Words for a repository: file names and what commits say."""

_FILES = """invoices accounts customers orders limits dates currency retry cache schema migrations client
    server handlers parser export report rules sessions tokens queue worker metrics alerts config models
    views search"""

FILES = tuple(_FILES.split())
ENDINGS = (".py", ".py", ".ts", ".java", ".sql", ".md")

CHANGES = (
    "fix rounding in {f}",
    "tidy up {f}",
    "document {f}",
    "test {f} with empty input",
    "make {f} faster",
    "split {f} in two",
    "retry {f} when the network fails",
    "log errors in {f} once",
    "validate input of {f}",
    "cache results of {f}",
    "rename things in {f}",
    "remove dead code from {f}",
)
SKILLED = ("notes on {s}", "{s}: first version", "clean up after {s}", "runbook for {s}", "tests for {s}")
