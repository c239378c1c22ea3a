"""Definitions from and for other systems, each with a report of everything that could not be carried as it was."""
