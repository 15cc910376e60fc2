"""Passwords: from the environment or the system's keyring, never from a file of the workspace."""

import os
from collections.abc import Mapping

SERVICE = "reportgen"
"""What the keyring files our passwords under: `keyring set reportgen mail`."""
MAIL = "mail"
_MAIL_VARIABLE = "REPORTGEN_MAIL_PASSWORD"
_PDF_VARIABLE = "REPORTGEN_PDF_PASSWORD_"


def mail_password(environment: Mapping[str, str] = os.environ) -> str:
    """Return the mail server's password; empty where nobody set one."""
    return environment.get(_MAIL_VARIABLE) or _from_keyring(MAIL)


def pdf_password(kind: str, environment: Mapping[str, str] = os.environ) -> str:
    """Return the password that PDFs for a class of recipients open with; empty where nobody set one."""
    return environment.get(pdf_variable(kind)) or _from_keyring(f"pdf-{kind}")


def pdf_variable(kind: str) -> str:
    """Return the name of the variable that holds it.

    >>> pdf_variable("board.members")
    'REPORTGEN_PDF_PASSWORD_BOARD_MEMBERS'
    """
    return _PDF_VARIABLE + kind.upper().replace(".", "_")


def _from_keyring(name: str) -> str:
    """Return a password of the keyring; empty without the library, a keyring, or the entry."""
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        return ""
    try:
        return keyring.get_password(SERVICE, name) or ""
    except KeyringError:
        return ""
