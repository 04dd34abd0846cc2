"""The demonstration year of an invented province: what a new office looks at before it has dossiers of its own."""
