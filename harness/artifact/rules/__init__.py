"""The format rules, one small module per topic; each yields findings and reads nothing itself."""
