"""nginx on a port of this machine, with rules under test, and requests to it."""

import http.client
import os
import shutil
import socket
import subprocess
import time
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.publishing.small import AUDIENCES

PASSWORD = "only-for-tests"  # noqa: S105 - of a server that lives for a second
FRAME = """
daemon off; master_process off; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ worker_connections 64; }}
http {{
  access_log off; client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3;
  uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
  types {{ text/html html; text/css css; application/javascript js; text/csv csv; }}
  include {folder}/rules.conf;
}}
"""


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def password_files(folder: Path) -> Path:
    """A file for each audience, its only user named like it."""
    folder.mkdir(parents=True, exist_ok=True)
    for audience in AUDIENCES:
        (folder / f"{audience}.htpasswd").write_text(f"{audience}:{{PLAIN}}{PASSWORD}\n")
    return folder


@contextmanager
def served(folder: Path, rules: str, port: int) -> Iterator[None]:
    """Run nginx with ``rules``; they listen on ``port``."""
    program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    assert program, "nginx is missing: apt-get install nginx-light"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "rules.conf").write_text(rules)
    (folder / "nginx.conf").write_text(FRAME.format(folder=folder))
    command: list[str | Path] = [program, "-p", folder, "-c", folder / "nginx.conf", "-e", folder / "error.log"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            _awaited(process, port)
            yield
        finally:
            process.terminate()


def _awaited(process: subprocess.Popen[str], port: int) -> None:
    for _ in range(200):
        if process.poll() is not None:
            raise AssertionError(process.stderr.read() if process.stderr else "nginx ended")
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise AssertionError("nginx does not listen")


def asked(
    port: int, path: str, headers: dict[str, str] | None = None, method: str = "GET"
) -> tuple[int, bytes, dict[str, str]]:
    """Status, body and headers of the answer; the path goes out as it is written."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.putrequest(method, path, skip_host="Host" in (headers or {}), skip_accept_encoding=True)
        for name, value in (headers or {}).items():
            connection.putheader(name, value)
        connection.endheaders()
        answer = connection.getresponse()
        return answer.status, answer.read(), {name.lower(): value for name, value in answer.getheaders()}
    finally:
        connection.close()


def by_password(audience: str) -> dict[str, str]:
    """Who a reader says to be, with a password."""
    return {"Authorization": "Basic " + b64encode(f"{audience}:{PASSWORD}".encode()).decode()}
