"""What every test may use."""

pytest_plugins = ["tests.servers.neo4j_server"]
