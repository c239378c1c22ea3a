"""Impact in the instructor dashboard."""
