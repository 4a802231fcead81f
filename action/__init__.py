"""The GitHub Action: its inputs to one run of the program, and that run's reports to GitHub."""
