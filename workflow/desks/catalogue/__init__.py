"""The catalogue: every award of the law, who decides, what it brings, and a drawing of its procedure."""
