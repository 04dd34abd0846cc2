"""Holds: who waits for the end of a discipline, an inspection, a complaint or a press case, and when that is reviewed."""
