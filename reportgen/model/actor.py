"""Who runs a command, as the ledger names them."""

import getpass
import os
import socket


def actor() -> str:
    """Return user@host of the operating system; the number of the user where it has no name."""
    try:
        user = getpass.getuser()
    except (KeyError, OSError):
        user = str(os.getuid())
    return f"{user}@{socket.gethostname()}"
