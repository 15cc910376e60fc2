"""A mail server that goes wrong once, at one stage of one message, and counts what reached its mailboxes."""

import contextlib
import socket
import ssl
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

STAGES = ("connect", "EHLO", "STARTTLS", "AUTH", "MAIL", "RCPT", "DATA", "body", "dot", "stored", "QUIT")
"""stored: the final dot once more, but the message is in its mailbox when it happens."""
OF_CONNECTIONS = ("connect", "EHLO", "STARTTLS", "AUTH", "QUIT")
KINDS = ("4xx", "5xx", "drop", "hang", "garbage")
_PATIENCE = 5
_ANSWERS = {"STARTTLS": "220 go ahead", "AUTH": "235 welcome", "DATA": "354 end with a dot", "QUIT": "221 bye"}


@dataclass(frozen=True)
class Fault:
    """What goes wrong, and with which connection or message, counted from 1."""

    stage: str
    kind: str
    nth: int


class _OverError(Exception):
    """The connection ends here."""


@dataclass
class Server:
    """The truth: ``mailboxes`` is what was delivered, ``fired`` whether the fault happened."""

    fault: Fault | None
    context: ssl.SSLContext | None = None
    login: bool = False
    extensions: tuple[str, ...] = ("8BITMIME",)
    mailboxes: list[tuple[str, bytes]] = field(default_factory=list)
    fired: int = 0
    seen: Counter[str] = field(default_factory=Counter)
    port: int = 0

    def delivered(self) -> Counter[str]:
        """How often each recipient got mail."""
        return Counter(to for to, _ in self.mailboxes)

    @contextlib.contextmanager
    def running(self) -> Iterator["Server"]:
        """Serve on loopback until the block ends."""
        listening = socket.create_server(("127.0.0.1", 0))
        self.port = listening.getsockname()[1]
        ended = threading.Event()
        threads: list[threading.Thread] = []

        def accept() -> None:
            while not ended.is_set():
                try:
                    found, _ = listening.accept()
                except OSError:
                    return
                threads.append(threading.Thread(target=self._served, args=(found,)))
                threads[-1].start()

        accepting = threading.Thread(target=accept)
        accepting.start()
        try:
            yield self
        finally:
            ended.set()
            listening.shutdown(socket.SHUT_RDWR)
            listening.close()
            accepting.join(_PATIENCE)
            for one in threads:
                one.join(_PATIENCE)
                assert not one.is_alive(), "a connection that nobody closed"

    def _served(self, found: socket.socket) -> None:
        line = _Line(found)
        found.settimeout(_PATIENCE)
        with contextlib.suppress(OSError, _OverError):
            self._talked(line)
        line.close()

    def _talked(self, line: "_Line") -> None:
        if not self._wrong("connect", line):
            line.say("220 test ESMTP")
        to, greeted, verb = "", False, ""
        while verb != "QUIT":
            verb, _, rest = line.heard().partition(" ")
            verb = verb.upper()
            if verb == "RCPT":
                to = rest.partition("<")[2].partition(">")[0]
            if (verb != "EHLO" or not greeted) and verb in STAGES and self._wrong(verb, line):
                continue
            greeted = greeted or verb == "EHLO"
            self._answer(line, verb, to)

    def _answer(self, line: "_Line", verb: str, to: str) -> None:
        if verb == "EHLO":
            self._greet(line)
            return
        line.say(_ANSWERS.get(verb, "250 ok"))
        if verb == "STARTTLS" and self.context is not None:
            line.secure(self.context)
        if verb == "DATA":
            self._take(line, to)

    def _greet(self, line: "_Line") -> None:
        offered = [*self.extensions]
        if self.context is not None and not line.secured:
            offered.append("STARTTLS")
        if self.login and (line.secured or self.context is None):
            offered.append("AUTH PLAIN")
        for one in ("test", *offered[:-1]):
            line.say(f"250-{one}")
        line.say(f"250 {offered[-1]}")

    def _take(self, line: "_Line", to: str) -> None:
        """Read a message; what went wrong inside it, or after it, is answered in its place."""
        content = b""
        spoiled = self._wrong("body", line)
        while (part := line.raw()) != b".\r\n":
            content += part[1:] if part.startswith(b".") else part
        if spoiled:
            return
        if self._wrong("dot", line):
            return
        self.mailboxes.append((to, content))
        if not self._wrong("stored", line):
            line.say("250 accepted")

    def _wrong(self, stage: str, line: "_Line") -> bool:
        """Whether the fault happens here; it has happened then."""
        self.seen[stage] += 1
        fault = self.fault
        if fault is None or (fault.stage, fault.nth) != (stage, self.seen[stage]):
            return False
        self.fired += 1
        if fault.kind == "drop":
            raise _OverError
        if fault.kind == "hang":
            line.wait_for_the_end()
            raise _OverError
        line.say({"4xx": "451 later", "5xx": "554 never", "garbage": "?! nonsense"}[fault.kind])
        if stage == "connect":
            raise _OverError
        return True


class _Line:
    """One connection, in clear or not."""

    def __init__(self, found: socket.socket) -> None:
        self.socket = found
        self.file = found.makefile("rb")
        self.secured = False

    def say(self, words: str) -> None:
        self.socket.sendall(f"{words}\r\n".encode("latin-1"))

    def raw(self) -> bytes:
        found = self.file.readline()
        if not found:
            raise _OverError
        return found

    def heard(self) -> str:
        return self.raw().decode("utf-8", "replace").strip()

    def secure(self, context: ssl.SSLContext) -> None:
        self.file.close()
        self.socket = context.wrap_socket(self.socket, server_side=True)
        self.file = self.socket.makefile("rb")
        self.secured = True

    def wait_for_the_end(self) -> None:
        """Answer nothing until the client hangs up; what it says meanwhile is lost."""
        while self.file.read(1):
            pass

    def close(self) -> None:
        self.file.close()
        self.socket.close()
