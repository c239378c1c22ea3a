"""What learners sent, and what is kept of it."""
