"""Reads typed frames and returns MEASURES. Knows no threshold but the packs'."""
