"""A project: its configuration, its files, its documents and which translations are there."""
