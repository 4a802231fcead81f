"""What a translator owes, handed over to people and machines, and taken back."""
