"""Reads measures and scorecards and returns GRADES, points and Findings. Rounds a score once."""
