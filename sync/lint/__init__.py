"""What is wrong in a translation's body, seen beside the source it was made from."""
