"""Normalised identifiers and names: what makes two mentions the same person."""
