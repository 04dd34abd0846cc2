"""Rounds, movements, registered titles, clusters and blocks."""
