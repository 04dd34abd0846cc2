"""Emulation: rounds, movements, registered titles, clusters and their score cards."""
