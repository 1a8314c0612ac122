"""Signing in and out. Each way of signing in is a file here; a page lists those that are open."""
