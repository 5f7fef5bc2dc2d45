"""Pytest suites that exercise a plug-in and report its misbehaviour, one folder per area."""
