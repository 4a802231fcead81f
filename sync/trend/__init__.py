"""The past replayed: how many translations were in which state, commit by commit."""
