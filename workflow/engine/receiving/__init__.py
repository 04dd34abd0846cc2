"""Receiving: drafts, dossiers, claims about awards already given, the desk's own papers, and handing the results back."""
