"""The workflows of the proof case."""
