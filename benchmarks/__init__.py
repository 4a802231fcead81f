"""What the program costs and how well it merges, measured on real and on generated repositories."""
