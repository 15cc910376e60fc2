"""Certificates of a company of its own, for servers that the tests start."""

import ssl
from functools import cache
from pathlib import Path

import trustme


@cache
def authority() -> trustme.CA:
    """The one that vouches for the tests' servers."""
    return trustme.CA()


@cache
def served(name: str = "127.0.0.1") -> ssl.SSLContext:
    """What a server of this name shows."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority().issue_cert(name).configure_cert(context)
    return context


@cache
def trusting() -> ssl.SSLContext:
    """What a client with the company's file trusts."""
    context = ssl.create_default_context()
    authority().configure_trust(context)
    return context


def written(path: Path) -> str:
    """Write the authority's certificate, as a company hands it round; returns its name."""
    authority().cert_pem.write_to_path(path)
    return path.name
