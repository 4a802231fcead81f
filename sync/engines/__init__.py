"""What translates: a program, or a server. Neither is ever named by what a repository holds."""
