"""Checks of what a plug-in takes: time, memory, connections, descriptors, processor."""
