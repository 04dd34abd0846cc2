"""Units and places: what became of them, and the dossiers of those that are no more."""
