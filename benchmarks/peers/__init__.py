"""Peers beside ``sync``: the same stale translations, updated by each, read by one judge."""
