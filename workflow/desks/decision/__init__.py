"""The decision desk: draft, check, sign."""
