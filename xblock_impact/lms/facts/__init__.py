"""What happened to learners in a course, and telling it to the service."""
