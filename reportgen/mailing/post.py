"""One connection to a mail server, command by command, so that it is known how far a message came."""

import select
import smtplib
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from reportgen.model.text import Text, text
from reportgen.policy.recipients import Server

_READY, _GO_ON, _CLOSING = 220, 354, 421
_REPLY_SHOWN = 200


class Fate(StrEnum):
    """What became of one try."""

    SENT = "sent"
    REFUSED = "refused"
    DEFERRED = "deferred"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The fate of one try, and how the server put it."""

    fate: Fate
    stage: str
    code: int = 0
    words: str = ""
    fault: str = ""
    """A code of ours, where there is one of its own."""

    def __str__(self) -> str:
        """Return stage, code and words on one line."""
        code = f" {self.code}" if self.code > 0 else ""
        return f"{self.stage}{code}: {self.words}"


class UnreachableError(Exception):
    """No connection that could be used; trying again later may help."""

    def __init__(self, stage: str, words: str) -> None:
        super().__init__(f"{stage}: {words}")


class NoUseError(Exception):
    """Nothing can be sent before a person changes something; ``code`` and ``expected`` say what."""

    def __init__(self, code: str, expected: Text, words: str) -> None:
        super().__init__(words)
        self.code, self.expected = code, expected


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """What the server is told, and the message as it goes over the wire, without the final dot."""

    sender: str
    to: str
    content: bytes
    utf8: bool


@dataclass(slots=True, kw_only=True)
class Post:
    """The mail server; connects when it has to and keeps the connection."""

    server: Server
    password: str
    trust: ssl.SSLContext
    name: str = field(default_factory=socket.gethostname)
    """What we call ourselves in EHLO."""
    line: smtplib.SMTP | None = None
    done: int = 0

    def deliver(self, envelope: Envelope, about: Callable[[], None]) -> Answer:
        """Try one message to one recipient; ``about`` is called before the last bytes go out.

        Raises:  UnreachableError, NoUseError: the message was not sent. Whatever ``about`` raises: neither was it.
        """
        if self.line is not None and self.done >= self.server.per_connection:
            self.close()
        line = self.line or self._connected()
        unfit = _unfit(line, envelope)
        if unfit is not None:
            return unfit
        answer = self._offered(line, envelope)
        if answer is None:
            answer = self._handed_over(line, envelope.content, about)
        self.done += 1
        if answer.fate is Fate.UNKNOWN or answer.code in {0, -1, _CLOSING}:
            self._drop()
        elif answer.fate is not Fate.SENT:
            self._reset(line)
        return answer

    def close(self) -> None:
        """Take leave; what the server says to that changes nothing."""
        if self.line is not None:
            try:
                self._wait(self.line, self.server.timeouts.command)
                self.line.docmd("QUIT")
            except (OSError, smtplib.SMTPException):
                pass
        self._drop()

    def _connected(self) -> smtplib.SMTP:
        """Open, secure and log in.

        Raises:  UnreachableError, NoUseError.
        """
        line = None
        try:
            line = self._opened()
            self._greeted(line)
            if self.server.security == "starttls":
                self._secured(line)
                self._greeted(line)
            if self.server.user is not None:
                self._logged_in(line, self.server.user)
        except (UnreachableError, NoUseError):
            _hang_up(line)
            raise
        self.line, self.done = line, 0
        return line

    def _opened(self) -> smtplib.SMTP:
        server, seconds = self.server, self.server.timeouts.command
        try:
            if server.security == "tls":
                return smtplib.SMTP_SSL(server.host, server.port, self.name, timeout=seconds, context=self.trust)
            return smtplib.SMTP(server.host, server.port, self.name, timeout=seconds)
        except smtplib.SMTPConnectError as error:
            words = _words(error.smtp_error)
            if _is_final(error.smtp_code):
                expected = text("a mail server that takes mail from here")
                raise NoUseError("E601", expected, f"{error.smtp_code} {words}") from error
            raise UnreachableError("connect", words) from error
        except ssl.SSLCertVerificationError as error:
            raise _distrusted(error) from error
        except (OSError, smtplib.SMTPException) as error:
            raise UnreachableError("connect", str(error)) from error

    def _greeted(self, line: smtplib.SMTP) -> None:
        try:
            code, words = line.ehlo(self.name)
        except (OSError, smtplib.SMTPException) as error:
            raise UnreachableError("EHLO", str(error)) from error
        if _is_final(code):
            expected = text("a mail server that takes mail from here")
            raise NoUseError("E601", expected, f"{code} {_words(words)}")
        if not _is_done(code):
            raise UnreachableError("EHLO", _words(words))

    def _secured(self, line: smtplib.SMTP) -> None:
        expected = text("a server that offers STARTTLS; nothing is sent in clear")
        if not line.has_extn("starttls"):
            raise NoUseError("E603", expected, "STARTTLS")
        try:
            line.starttls(context=self.trust)
        except ssl.SSLCertVerificationError as error:
            raise _distrusted(error) from error
        except smtplib.SMTPResponseException as error:
            words = _words(error.smtp_error)
            if _is_final(error.smtp_code):
                raise NoUseError("E603", expected, f"{error.smtp_code} {words}") from error
            raise UnreachableError("STARTTLS", words) from error
        except (OSError, ValueError, smtplib.SMTPException) as error:
            raise UnreachableError("STARTTLS", str(error)) from error

    def _logged_in(self, line: smtplib.SMTP, user: str) -> None:
        expected = text("a user and a password that the mail server knows")
        try:
            line.login(user, self.password)
        except smtplib.SMTPAuthenticationError as error:
            words = _words(error.smtp_error)
            if _is_final(error.smtp_code):
                raise NoUseError("E602", expected, f"{error.smtp_code} {words}") from error
            raise UnreachableError("AUTH", words) from error
        except smtplib.SMTPServerDisconnected as error:
            raise UnreachableError("AUTH", str(error)) from error
        except smtplib.SMTPException as error:  # it offers no way to log in that we know
            raise NoUseError("E602", expected, str(error)) from error
        except (OSError, ValueError) as error:
            raise UnreachableError("AUTH", str(error)) from error

    def _offered(self, line: smtplib.SMTP, envelope: Envelope) -> Answer | None:
        """Say from whom to whom; None where the server waits for the message."""
        size = [f"SIZE={len(envelope.content)}"] if line.has_extn("size") else []
        utf8 = ["SMTPUTF8", "BODY=8BITMIME"] if envelope.utf8 else []
        encoding = "utf-8" if envelope.utf8 else "ascii"
        line.command_encoding = encoding
        waits = self.server.timeouts
        steps = (
            ("MAIL", " ".join([f"FROM:<{envelope.sender}>", *size, *utf8]), waits.command, _is_done),
            ("RCPT", f"TO:<{envelope.to}>", waits.command, _is_done),
            ("DATA", "", waits.data, _GO_ON.__eq__),
        )
        for stage, words, seconds, well in steps:
            try:
                self._wait(line, seconds)
                code, reply = line.docmd(stage, words)
            except (OSError, smtplib.SMTPException) as error:
                return Answer(fate=Fate.DEFERRED, stage=stage, words=str(error))
            if not well(code):
                return _judged(stage, code, reply)
        return None

    def _handed_over(self, line: smtplib.SMTP, content: bytes, about: Callable[[], None]) -> Answer:
        """Send the message; up to the final dot a fault means that it was not taken, after it nobody knows."""
        try:
            self._wait(line, self.server.timeouts.data)
            line.send(content)
            early = _spoke(line)
            if early is not None:
                return Answer(fate=early.fate, stage="body", code=0, words=str(early))
        except (OSError, smtplib.SMTPException) as error:
            return Answer(fate=Fate.DEFERRED, stage="body", words=str(error))
        about()
        try:
            self._wait(line, self.server.timeouts.accepted)
            line.send(b".\r\n")
            code, reply = line.getreply()
        except (OSError, smtplib.SMTPException) as error:
            return Answer(fate=Fate.UNKNOWN, stage="final dot", words=str(error))
        if _is_done(code):
            return Answer(fate=Fate.SENT, stage="final dot", code=code, words=_words(reply))
        answer = _judged("final dot", code, reply)
        clear = 400 <= code < 600  # noqa: PLR2004  # the server says that it did not take it
        return answer if clear else Answer(fate=Fate.UNKNOWN, stage="final dot", code=code, words=_words(reply))

    def _reset(self, line: smtplib.SMTP) -> None:
        try:
            self._wait(line, self.server.timeouts.command)
            code, _ = line.docmd("RSET")
        except (OSError, smtplib.SMTPException):
            code = 0
        if not _is_done(code):
            self._drop()

    def _drop(self) -> None:
        _hang_up(self.line)
        self.line = None

    @staticmethod
    def _wait(line: smtplib.SMTP, seconds: float) -> None:
        if line.sock is not None:
            line.sock.settimeout(seconds)


def _unfit(line: smtplib.SMTP, envelope: Envelope) -> Answer | None:
    """Return why this server cannot take the message at all, before it is offered."""
    if envelope.utf8 and not line.has_extn("smtputf8"):
        words = "the server takes no address with other letters than ASCII before the @"
        return Answer(fate=Fate.REFUSED, stage="MAIL", words=words, fault="E606")
    most = line.esmtp_features.get("size", "")
    if most.isdigit() and 0 < int(most) < len(envelope.content):
        words = f"{len(envelope.content)} bytes, the server takes {most}"
        return Answer(fate=Fate.REFUSED, stage="SIZE", words=words, fault="E608")
    return None


def _judged(stage: str, code: int, reply: bytes) -> Answer:
    """Return what an answer other than yes means: 5xx no, anything else not now."""
    fate = Fate.REFUSED if _is_final(code) else Fate.DEFERRED
    known = code if 400 <= code < 600 else -1  # noqa: PLR2004  # other answers make no sense here
    return Answer(fate=fate, stage=stage, code=known, words=_words(reply))


def _spoke(line: smtplib.SMTP) -> Answer | None:
    """Return what the server says before it was asked: it has given up on the message."""
    if line.sock is None or not select.select([line.sock], [], [], 0)[0]:
        return None
    code, reply = line.getreply()
    return _judged("body", code, reply)


def _distrusted(error: ssl.SSLCertVerificationError) -> NoUseError:
    return NoUseError(
        "E603", text("a certificate that the trusted ones vouch for"), error.verify_message or str(error)
    )


def _hang_up(line: smtplib.SMTP | None) -> None:
    if line is not None:
        line.close()


def _is_done(code: int) -> bool:
    return 200 <= code < 300  # noqa: PLR2004  # RFC 5321, section 4.2.1


def _is_final(code: int) -> bool:
    return 500 <= code < 600  # noqa: PLR2004  # RFC 5321, section 4.2.1


def _words(reply: object) -> str:
    text_ = reply.decode("utf-8", "replace") if isinstance(reply, bytes) else str(reply)
    return " ".join(text_.split())[:_REPLY_SHOWN]
