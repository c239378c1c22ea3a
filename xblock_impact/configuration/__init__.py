"""What the author set, checked."""
