"""Letters to clients about what was decided on them, or improved for them, as drafts that a person finishes."""
