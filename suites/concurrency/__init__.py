"""Checks of what happens when much happens at once."""
