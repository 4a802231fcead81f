"""What changed between two versions of a source, with the translation beside it."""
