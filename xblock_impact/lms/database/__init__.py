"""What is asked of databases alike, whichever they are."""
