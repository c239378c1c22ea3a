"""Taking submissions in: an append-only ledger, what follows from it, and a quarantine for what cannot be
read yet."""
