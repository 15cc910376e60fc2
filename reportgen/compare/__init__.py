"""Reads two states of the same tables and returns changes, verdicts, transitions and contributions."""
