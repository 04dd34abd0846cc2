"""Decisions: from lines that wait for one to the signature, what others decided, and what a decision brings about."""
