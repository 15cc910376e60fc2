"""Reads result tables, builds view models for one audience, writes HTML and PDF. Rounds for print only."""
