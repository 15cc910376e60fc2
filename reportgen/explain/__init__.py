"""Says of one published figure what it is made of, and computes it again from the rows that it names.

Reads the results of a build; changes none of them. The arithmetic here is its own: a figure that its
rows do not give is a bug, never a rounding.
"""
