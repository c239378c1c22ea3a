"""From an accepted submission to the service: parcels, outboxes, the relay."""
