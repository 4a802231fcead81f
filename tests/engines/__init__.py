"""Engines: programs and servers, good and bad."""
