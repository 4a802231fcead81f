"""Many repositories at once: their mirrors, what was found out of each, and reports of all."""
