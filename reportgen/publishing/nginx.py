"""Rules for nginx that let each audience into its own root and nowhere else."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from reportgen.model.text import Text, text

LOOPBACK = "127.0.0.1:8080"
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-cache",
}
"""What every answer says; pages carry a policy of their own too, this one holds for all files."""
_UNSAFE = re.compile(r"[\x00-\x1f\x7f\"'\\${};#*?]")
_ADDRESS = re.compile(r"[0-9A-Za-z_.:\[\]-]+")
_HEADER = re.compile(r"[A-Za-z][A-Za-z0-9-]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """How the company lets its readers in."""

    folder: str
    """Where it was published to."""
    name: str
    """The host that readers type."""
    listen: str = LOOPBACK
    certificate: str = ""
    key: str = ""
    users: str = ""
    """Folder with a password file for each audience, ``office-HN.htpasswd``."""
    header: str = ""
    """Header in which a proxy that has signed the reader in names the reader's audiences."""
    proxy: str = ""
    """Address of that proxy, the only one that is listened to."""


def wrong(server: Server, audiences: Iterable[str]) -> Text | None:
    """Return why no rules can be written; None where they can."""
    if bool(server.users) == bool(server.header):
        return text("say how readers prove who they are: --users or --header, one of them")
    if server.header and not server.proxy:
        return text("--header needs --proxy: a header counts only from the address that sets it")
    if bool(server.certificate) != bool(server.key):
        return text("--certificate and --key belong together")
    if server.users and not server.certificate and not _loopback(server.listen):
        return text("passwords in clear text over a network: give --certificate and --key, or listen on 127.0.0.1")
    said = [server.name, server.listen, *filter(None, [server.proxy])]
    odd = [one for one in said if not _ADDRESS.fullmatch(one)]
    odd += [one for one in filter(None, [server.header]) if not _HEADER.fullmatch(one)]
    paths = (server.folder, server.certificate, server.key, server.users, *audiences)
    odd += [one for one in paths if _UNSAFE.search(one)]
    return text("nginx cannot be told of {what}", what=odd[0]) if odd else None


def rules(server: Server, audiences: Iterable[str]) -> str:
    """Return a file for nginx's ``http`` block; ``wrong`` has nothing against its arguments."""
    known = sorted(audiences)
    lines = [
        "# Written by reportgen; renew it when an audience is added. Each reader gets into one root, nothing else",
        "# is served, and only the current release can be reached.",
    ]
    if server.header:
        for one in known:
            lines += _map(server.header, one)
    lines += ["server {", *_indented(_listening(server)), *_indented(_everywhere(server))]
    for one in known:
        lines += ["", *_indented(_root(server, one))]
    lines += ["", "    location / {", "        return 404;", "    }", "}"]
    return "\n".join(lines) + "\n"


def _listening(server: Server) -> list[str]:
    if not server.certificate:
        return [f"listen {server.listen};", f"server_name {server.name};"]
    return [
        f"listen {server.listen} ssl;",
        f"server_name {server.name};",
        f'ssl_certificate "{server.certificate}";',
        f'ssl_certificate_key "{server.key}";',
        "ssl_protocols TLSv1.2 TLSv1.3;",
        'add_header Strict-Transport-Security "max-age=31536000" always;',
    ]


def _everywhere(server: Server) -> list[str]:
    return [
        "server_tokens off;",
        "autoindex off;",
        "charset utf-8;",
        f'root "{server.folder}/current";',
        "index index.html;",
        *(f'add_header {name} "{value}" always;' for name, value in HEADERS.items()),
        *([f"allow {server.proxy};", "deny all;"] if server.header else []),
    ]


def _root(server: Server, audience: str) -> list[str]:
    guard = (
        [f'auth_basic "{audience}";', f'auth_basic_user_file "{server.users}/{audience}.htpasswd";']
        if server.users
        else [f"if ({_variable(audience)} = 0) {{", "    return 403;", "}"]
    )
    inside = [*guard, "limit_except GET {", "    deny all;", "}"]
    return [f'location ^~ "/{audience}/" {{', *(f"    {line}" for line in inside), "}"]


def _map(header: str, audience: str) -> list[str]:
    """Return whether the header has an audience among its names, which commas or spaces part."""
    variable = f"$http_{header.lower().replace('-', '_')}"
    pattern = rf"(^|[,\s]){re.escape(audience)}([,\s]|$)"
    return [f"map {variable} {_variable(audience)} {{", "    default 0;", f'    "~{pattern}" 1;', "}"]


def _variable(audience: str) -> str:
    """Return nginx's name for "this reader may see the audience"; letters that it does not take are numbered.

    >>> _variable("office-HN")
    '$reportgen_office_2dHN'
    """
    plain = "".join(one if one.isascii() and one.isalnum() else f"_{ord(one):x}" for one in audience)
    return f"$reportgen_{plain}"


def _loopback(listen: str) -> bool:
    return listen.startswith(("127.", "[::1]", "localhost:"))


def _indented(lines: Iterable[str]) -> list[str]:
    return [f"    {line}" for line in lines]
