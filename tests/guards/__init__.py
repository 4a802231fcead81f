"""What commands may open, start and import, however many translations there are."""
