"""What every request meets, page or API: services, access, headers, log, errors."""
