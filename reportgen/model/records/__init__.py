"""The exports that one reader reads from their declarations (data dictionary, requirements section 3)."""
