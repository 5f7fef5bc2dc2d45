"""Finders, relations, ids, properties."""
