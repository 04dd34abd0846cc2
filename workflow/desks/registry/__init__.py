"""The registry: every dossier, line and recipient, readable by all who work on dossiers."""
