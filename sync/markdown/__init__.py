"""Markdown as lines, blocks, tables, rows and cells; nothing is ever rendered from a parse."""
