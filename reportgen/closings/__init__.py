"""Close a period, prove a closed one, say what late data change: reads a workspace and its ledger.

Drives the pipeline as a command does; computes no figure of its own.
"""
