"""Writes finished files into output/, whole or not at all, with their manifest."""
