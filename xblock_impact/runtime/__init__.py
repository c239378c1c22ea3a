"""What a platform gives and asks: who is there, requests, pages, stored state."""
