"""The fund's desk: what came in, what is owed by which decision, what was paid and what must come back."""
