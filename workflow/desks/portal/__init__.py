"""The public's window: where a dossier is, for whoever has its code."""
