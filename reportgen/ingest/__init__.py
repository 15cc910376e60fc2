"""Reads surveys/ and returns typed frames, a coverage row per sheet and Problems. Never drops a row in silence."""
