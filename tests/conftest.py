"""What every test may use."""

import os

from hypothesis import settings

pytest_plugins = ["tests.servers.neo4j_server"]

# In CI the same examples every time: a red run there is about the change. Everywhere else, new ones.
settings.register_profile("ci", derandomize=True, print_blob=True)
if os.environ.get("CI"):
    settings.load_profile("ci")
