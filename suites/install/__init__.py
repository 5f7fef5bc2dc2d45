"""Installing, starting, removing."""
