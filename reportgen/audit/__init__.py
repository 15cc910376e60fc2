"""Finished files read back and compared with what their audience may see."""
