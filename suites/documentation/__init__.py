"""Licence, documents and descriptions, judged without running the plug-in."""
