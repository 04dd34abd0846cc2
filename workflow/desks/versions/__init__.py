"""Versions of the law: what a switch would change, and the choice of the more favourable version for a line."""
