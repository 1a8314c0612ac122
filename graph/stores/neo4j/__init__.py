"""The production store: labelled nodes and typed relationships in Neo4j."""
