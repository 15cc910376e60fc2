"""A server of this machine alone that shows finished pages, and tells them when there are newer ones.

Only files below an audience's folder are served. A page gets one script more on its way to the browser; the files
stay as they are. The pages' own policy forbids them to fetch, so news come as a script too: a request for it is
answered when there are some.
"""

import mimetypes
import threading
from collections.abc import Callable, Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from reportgen.deliver.periods import pages_of
from reportgen.publishing.layout import RESTRICTED
from reportgen.publishing.nginx import HEADERS

HOST = "127.0.0.1"
INDEX = "index.html"
OWN = "/-/"
"""Where the server's own scripts are; no audience has such a name."""
PATIENCE = 20.0
"""Seconds that a request for news is kept waiting."""
_SCRIPT = """\
(function () {
  'use strict';
  var since = new URL(document.currentScript.src).searchParams.get('since');
  function wait() {
    var news = document.createElement('script');
    news.src = '/-/news.js?since=' + since + '&at=' + Date.now();
    news.onload = function () { news.remove(); wait(); };
    news.onerror = function () { news.remove(); setTimeout(wait, 1000); };
    document.head.appendChild(news);
  }
  wait();
})();
"""


class Shown:
    """The pages that are shown now; another thread puts newer ones in their place."""

    def __init__(self, only: str = "") -> None:
        self.only = only
        self.folder: Path | None = None
        self.front: Callable[[dict[str, list[str]]], bytes] = lambda _: b""
        self.version = 0
        self._news = threading.Condition()

    def put(self, folder: Path) -> None:
        """Show the pages of ``folder`` from now on."""
        with self._news:
            self.folder = folder
            self.version += 1
            self._news.notify_all()

    def newer(self, version: int, patience: float) -> bool:
        """Wait until there are newer pages than ``version``; whether there are."""
        with self._news:
            return self._news.wait_for(lambda: self.version > version, timeout=patience)

    @property
    def audiences(self) -> list[str]:
        """Whose pages there are."""
        if self.folder is None:
            return []
        found = [path.name for path in self.folder.iterdir() if path.is_dir()]
        return sorted(one for one in found if one != RESTRICTED and self.only in {"", one})

    def ways_in(self) -> dict[str, list[str]]:
        """Return where to begin, audience by audience: its index, or all pages of a build that has none."""
        found = {one: pages_of(self.folder / one) for one in self.audiences if self.folder is not None}
        return {one: [INDEX] if INDEX in pages else pages for one, pages in found.items()}

    def file(self, path: str) -> Path | None:
        """Return the file that an address names; None where it is no file of an audience that is shown."""
        audience, _, rest = path.lstrip("/").partition("/")
        if self.folder is None or audience not in self.audiences:
            return None
        root = (self.folder / audience).resolve()
        try:
            found = (root / rest).resolve()
        except ValueError:  # no path at all
            return None
        found = found / INDEX if found.is_dir() else found
        return found if found.is_relative_to(root) and found.is_file() else None


def server(shown: Shown, port: int) -> ThreadingHTTPServer:
    """Return a server of ``shown`` that listens on this machine; 0 = any free port.

    Raises:  OSError where the port is taken.
    """
    made = ThreadingHTTPServer((HOST, port), _Handler)
    hosts = frozenset(f"{name}:{made.server_port}" for name in (HOST, "localhost"))
    made.RequestHandlerClass = type("Handler", (_Handler,), {"shown": shown, "hosts": hosts})
    made.daemon_threads = True
    return made


class _Handler(BaseHTTPRequestHandler):
    """Answers one request."""

    shown: Shown
    hosts: frozenset[str]
    server_version, sys_version = "reportgen", ""
    protocol_version = "HTTP/1.1"
    timeout = 60

    def do_GET(self) -> None:
        """Answer with a page, a file, or a script of our own."""
        if self.headers.get("Host") not in self.hosts:
            self._answered(HTTPStatus.FORBIDDEN, b"")  # a page elsewhere that gave its name our address
            return
        address = urlsplit(self.path)
        path = unquote(address.path)
        if path.startswith(OWN):
            self._own(path, {name: values[0] for name, values in parse_qs(address.query).items()})
        elif path == "/":
            self._first()
        else:
            self._file(path)

    do_HEAD = do_GET  # noqa: N815

    def log_message(self, *_: Any) -> None:
        """Say nothing: who looks at what is nobody's business."""

    def _own(self, path: str, asked: Mapping[str, str]) -> None:
        since = int(asked["since"]) if asked.get("since", "").isdecimal() else self.shown.version
        if path == f"{OWN}reload.js":
            self._answered(HTTPStatus.OK, _SCRIPT.encode(), "text/javascript")
        elif path == f"{OWN}news.js":
            news = self.shown.newer(since, PATIENCE)
            self._answered(HTTPStatus.OK, b"location.reload();\n" if news else b"// none yet\n", "text/javascript")
        else:
            self._answered(HTTPStatus.NOT_FOUND, b"")

    def _first(self) -> None:
        ways = self.shown.ways_in()
        if ways.get(self.shown.only) == [INDEX]:
            self._moved(f"/{self.shown.only}/")
        elif ways:
            self._page(self.shown.front(ways))
        else:
            self._answered(HTTPStatus.NOT_FOUND, b"")

    def _file(self, path: str) -> None:
        version = self.shown.version
        found = self.shown.file(path)
        if found is None:
            self._answered(HTTPStatus.NOT_FOUND, b"")
        elif found.name == INDEX and not path.endswith(("/", ".html")):
            self._moved(f"/{self.path.partition('?')[0].strip('/')}/")
        else:
            try:
                content = found.read_bytes()
            except OSError:  # newer pages have just taken its place
                self._answered(HTTPStatus.NOT_FOUND, b"")
                return
            kind = mimetypes.guess_type(found.name)[0] or "application/octet-stream"
            if kind == "text/html":
                self._page(content, version)
            else:
                self._answered(HTTPStatus.OK, content, kind)

    def _page(self, content: bytes, version: int | None = None) -> None:
        since = self.shown.version if version is None else version
        script = f'<script src="{OWN}reload.js?since={since}" defer="defer"></script>'.encode()
        head, body, tail = content.rpartition(b"</body>")
        self._answered(HTTPStatus.OK, head + script + body + tail if body else content + script, "text/html")

    def _moved(self, address: str) -> None:
        self._answered(HTTPStatus.FOUND, b"", location=address)

    def _answered(self, status: HTTPStatus, content: bytes, kind: str = "text/plain", location: str = "") -> None:
        self.send_response(status)
        text = kind.startswith("text/") or kind.endswith(("javascript", "json"))
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if text else kind)
        self.send_header("Content-Length", str(len(content)))
        for name, value in {**HEADERS, "Cache-Control": "no-store"}.items():
            self.send_header(name, value)
        if location:
            self.send_header("Location", location)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)
