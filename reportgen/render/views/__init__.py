"""Reads the masked Results of one audience and returns the view models of its pages. Never computes a measure."""
