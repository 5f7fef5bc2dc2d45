"""What the plug-in does to the process that it shares with others."""
