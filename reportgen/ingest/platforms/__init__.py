"""How survey platforms lay out the sheets that they export."""
