"""Carrying parcels to the service: who may, when, and who is woken for it."""
