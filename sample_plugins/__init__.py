"""Plug-ins to test the tester with: a good one, and bad ones with a near-miss twin each."""
