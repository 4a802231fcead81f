"""What a change, staged or since a revision, did to the translations."""
