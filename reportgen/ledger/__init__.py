"""What was closed, published and sent: a chain of entries that nobody can change unseen, and the files behind it.

Reads and writes the ledger's folder only; computes no figure.
"""
