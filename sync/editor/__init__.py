"""The local page on which a translator fills in what is open, and its server."""
