"""Input that nobody means: every command handles it in bounded work, or refuses and says so."""
