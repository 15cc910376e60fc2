"""Writes a workspace of an invented company, with the usual dirt and a few stories. Same seed, same bytes."""

from reportgen.sample.workspace import write_workspace

__all__ = ["write_workspace"]
