"""Where stages come from, what is kept of them between checks, and how they end."""
