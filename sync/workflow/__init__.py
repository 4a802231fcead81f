"""The commands: a module each, joining the edges and the core, and returning a value."""
