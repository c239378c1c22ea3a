"""What an author sees in Studio, and what is kept of it."""
