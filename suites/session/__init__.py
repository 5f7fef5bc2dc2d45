"""Sessions, log-ins, credentials and endpoints."""
