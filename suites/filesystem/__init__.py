"""Which files the plug-in touches, and which it should not."""
