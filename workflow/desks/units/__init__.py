"""The desk of units: what each is, where it came from, what became of it, and the dossiers it left behind."""
