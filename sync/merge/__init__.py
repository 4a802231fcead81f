"""The three-way merge: base, source and translation to the translation's new text."""
