"""What the plug-in writes into the log."""
