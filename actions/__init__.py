"""Writes that a person does: one file an action. Imports (`ingest`) are not actions."""
