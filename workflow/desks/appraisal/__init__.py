"""Appraisal and review: what an officer does with lines, on the registry's own pages."""
