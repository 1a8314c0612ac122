"""Speed and quality, measured beside peers in one run; see docs/benchmarks.md."""
