"""What scripts see of the plug-in."""
