"""Plug-ins with one defect each, and near misses that look alike but are right."""
