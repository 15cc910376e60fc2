"""What the ledger's entries are about: the names of their kinds."""

CLOSED = "closed"
RESTATED = "restated"
PUBLISHED = "published"
MAILED = "mailed"
"""Says which files went to whom; its body's ``messages`` have to, at and files."""
