"""Whom the plug-in talks to, and what it tells them."""
