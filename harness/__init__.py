"""The acceptance tool: reads a plug-in, exercises it, judges it, signs the result."""
