"""The law as written: the legal procedures and, one file a family, the awards that follow them."""
