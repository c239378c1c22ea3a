"""The block, its outbox and relay, and the demo course."""
