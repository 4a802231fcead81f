"""Scripts of a few lines that do only what a command cannot avoid; each prints what it counted."""
