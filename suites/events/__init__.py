"""Checks of the events that a plug-in tells."""
