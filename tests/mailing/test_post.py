"""One connection: what is refused before a byte of a report goes out, and what a real server receives."""

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as Handler
from aiosmtpd.smtp import AuthResult, LoginPassword

from reportgen.mailing.journal import ABOUT, ANSWERED, State, states
from reportgen.mailing.locking import locked
from reportgen.mailing.plan import Message
from reportgen.mailing.post import Answer, Envelope, Fate, NoUseError, Post
from reportgen.mailing.sending import Job, Sent, sent
from tests.mailing.fault_server import Fault, Server
from tests.mailing.letters import NAMES, PDF, NoPause, journal, message, plan, rules
from tests.mailing.test_message import seen
from tests.mailing.trust import served, trusting

HIDDEN = "华东".encode("utf-16-be").hex().encode()
PASSWORD = "of-the-test"  # noqa: S105


class Mailboxes(Handler):
    """Keeps each message as its bytes, by recipient."""

    def __init__(self) -> None:
        super().__init__()
        self.kept: list[tuple[str, bytes]] = []

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        self.kept += [(to, envelope.original_content) for to in envelope.rcpt_tos]
        return "250 OK"

    def handle_message(self, message: Any) -> None:
        """Nothing: the bytes are kept as they came."""


def known(_server: Any, _session: Any, _envelope: Any, _mechanism: Any, given: Any) -> AuthResult:
    right = isinstance(given, LoginPassword) and given.password == PASSWORD.encode()
    return AuthResult(success=right, handled=False)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


@contextmanager
def real(**changed: Any) -> Iterator[tuple[Mailboxes, int]]:
    """An aiosmtpd server that wants STARTTLS and a login."""
    boxes = Mailboxes()
    options: dict[str, Any] = {
        "tls_context": served(),
        "require_starttls": True,
        "auth_required": True,
        "authenticator": known,
        "enable_SMTPUTF8": False,
    }
    port = free_port()
    controller = Controller(boxes, hostname="127.0.0.1", port=port, **(options | changed))
    controller.start()
    try:
        yield boxes, port
    finally:
        controller.stop()


def post(port: int, trust: ssl.SSLContext | None = None, password: str = PASSWORD, **changed: Any) -> Post:
    seconds = dict.fromkeys(("command", "data", "accepted"), 5)
    base = {"port": port, "security": "starttls", "user": "reports", "timeouts": seconds}
    server = rules(server=base | changed).server
    return Post(server=server, password=password, trust=trust or trusting(), name="client.example.com")


def run(folder: Path, line: Post, *messages: Message, contents: Any = None, pause: NoPause | None = None) -> Sent:
    entered = journal(folder)
    job = Job(
        plan=plan(*messages),
        contents=contents or (lambda _: [PDF]),
        journal=entered,
        pause=pause or NoPause(),
    )
    return sent(job, line, states(entered.read()))


def envelope(**changed: Any) -> Envelope:
    base: dict[str, Any] = {"sender": "a@example.com", "to": "b@example.com", "content": b"x\r\n", "utf8": False}
    return Envelope(**base | changed)


def offered(server: Server, line: Post, **changed: Any) -> Answer:
    with server.running():
        line = replace(line, server=line.server.model_copy(update={"port": server.port}))
        try:
            return line.deliver(envelope(**changed), lambda: None)
        finally:
            line.close()


def test_pdfs_arrive_whole_in_the_right_mailboxes(tmp_path: Path) -> None:
    files = {to: PDF + to.encode() for to in NAMES}
    messages = [message(to, content=files[to]) for to in NAMES]
    with real() as (boxes, port):
        done = run(tmp_path, post(port), *messages, contents=lambda one: [files[one.to]])
        again = run(tmp_path, post(port), *messages, contents=lambda one: [files[one.to]])
    assert {answer.fate for answer in done.answers.values()} == {Fate.SENT}
    assert (again.answers, again.skipped) == ({}, 3), "the second run sends nothing"
    found = {to: seen(raw) for to, raw in boxes.kept}
    assert [to for to, _ in boxes.kept] == list(NAMES)
    assert {to: one.contents for to, one in found.items()} == {to: [files[to]] for to in NAMES}
    assert {name for one in found.values() for name in (*one.names_new, *one.names_old)} == {
        "2026Q3_华东办事处.pdf"
    }


def test_an_implicitly_encrypted_server_works_too(tmp_path: Path) -> None:
    changed = {
        "tls_context": None,
        "require_starttls": False,
        "ssl_context": served(),
        "auth_required": False,
        "authenticator": None,
    }
    with real(**changed) as (boxes, port):
        run(tmp_path, post(port, security="tls", user=None), message())
    assert len(boxes.kept) == 1


def test_a_wrong_password_stops_everything_and_is_not_shown(tmp_path: Path) -> None:
    with real() as (boxes, port):
        done = run(tmp_path, post(port, password="guessed"), message(), message(NAMES[1]))  # noqa: S106
    assert done.stopped is not None
    assert done.stopped.code == "E602"
    assert "guessed" not in str(done.stopped)
    assert boxes.kept == []


@pytest.mark.parametrize("trust", [ssl.create_default_context(), trusting()], ids=["unknown", "other name"])
def test_a_certificate_that_nobody_vouches_for_ends_it(trust: ssl.SSLContext, tmp_path: Path) -> None:
    context = served() if trust is not trusting() else served("mail.example.com")
    with real(tls_context=context) as (boxes, port):
        done = run(tmp_path, post(port, trust=trust), message())
    assert (done.stopped and done.stopped.code, boxes.kept) == ("E603", [])


def test_a_client_that_trusts_anybody_would_have_sent_it(tmp_path: Path) -> None:
    """The control: what smtplib does when it is given no context."""
    careless = ssl._create_unverified_context()  # noqa: S323
    with real() as (boxes, port):
        run(tmp_path, post(port, trust=careless), message())
    assert len(boxes.kept) == 1


def test_nothing_is_said_in_clear_where_starttls_is_missing() -> None:
    server = Server(fault=None, login=True)
    with pytest.raises(NoUseError) as error:
        offered(server, post(1))
    assert error.value.code == "E603"
    assert (server.seen["AUTH"], server.mailboxes) == (0, [])


def test_a_message_over_the_servers_size_is_refused_before_it_is_offered() -> None:
    server = Server(fault=None, extensions=("SIZE 1000",))
    answer = offered(server, post(1, security="none", user=None), content=b"x" * 2000)
    assert (answer.fate, str(answer)) == (Fate.REFUSED, "SIZE: 2000 bytes, the server takes 1000")
    assert server.seen["MAIL"] == 0


def test_a_chinese_mailbox_needs_a_server_that_takes_it() -> None:
    plain, able = Server(fault=None), Server(fault=None, extensions=("SMTPUTF8",))
    line = post(1, security="none", user=None)
    refused = offered(plain, line, to="李雷@example.com", utf8=True)
    assert (refused.fate, refused.fault, plain.seen["MAIL"]) == (Fate.REFUSED, "E606", 0)
    assert offered(able, line, to="李雷@example.com", utf8=True).fate is Fate.SENT
    assert able.delivered() == {"李雷@example.com": 1}


def test_one_connection_is_kept_for_all_and_changed_after_its_messages(tmp_path: Path) -> None:
    server = Server(fault=None)
    with server.running():
        messages = [message(f"p{at}@example.com") for at in range(5)]
        run(tmp_path, post(server.port, security="none", user=None, per_connection=2), *messages)
    assert (server.seen["connect"], len(server.mailboxes)) == (3, 5)


def test_no_more_messages_a_minute_than_the_rule_says(tmp_path: Path) -> None:
    pause = NoPause()
    server = Server(fault=None)
    with server.running():
        messages = [message(f"p{at}@example.com") for at in range(4)]
        run(tmp_path, post(server.port, security="none", user=None, per_minute=30), *messages, pause=pause)
    assert pause.slept == [2.0, 2.0, 2.0]


def test_what_was_put_off_waits_the_times_of_the_rule_and_no_longer(tmp_path: Path) -> None:
    pause = NoPause()
    line = post(1, security="none", user=None, retry_seconds=[60, 300])
    done = run(tmp_path, line, message(), message(NAMES[1]), pause=pause)
    assert pause.slept == [60, 300]
    assert done.unreachable
    assert journal(tmp_path).read() == [], "nothing was tried, so nothing is known"


def test_a_greylisted_message_is_sent_at_the_second_try_with_the_same_name(tmp_path: Path) -> None:
    server = Server(fault=Fault("RCPT", "4xx", 1))
    with server.running():
        run(tmp_path, post(server.port, security="none", user=None), message(), message(NAMES[1]))
    assert [to for to, _ in server.mailboxes] == [NAMES[1], NAMES[0]], "the others do not wait for it"
    assert [entry.kind for entry in journal(tmp_path).read()] == [ABOUT, ANSWERED] * 2


def test_a_message_that_stays_deferred_is_told_and_tried_by_the_next_run(tmp_path: Path) -> None:
    server = Server(fault=Fault("RCPT", "4xx", 1))
    with server.running():
        first = run(tmp_path, post(server.port, security="none", user=None, retry_seconds=[]), message())
        between = states(journal(tmp_path).read())
        run(tmp_path, post(server.port, security="none", user=None), message())
    assert [str(one) for one in first.answers.values()] == ["RCPT 451: later"]
    assert between == {message().key: State.DEFERRED}
    assert server.delivered() == {NAMES[0]: 1}


def test_a_locked_pdf_opens_with_its_password_alone() -> None:
    import io

    import pikepdf

    buffer = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.docinfo["/Title"] = "华东办事处 2026Q3"
        pdf.save(buffer)
    shut = locked(buffer.getvalue(), "口令 1")
    assert HIDDEN not in shut
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(io.BytesIO(shut))
    with pikepdf.open(io.BytesIO(shut), password="口令 1") as opened:  # noqa: S106
        assert (opened.encryption.R, opened.encryption.bits) == (6, 256)
        assert str(opened.docinfo["/Title"]) == "华东办事处 2026Q3"
    assert HIDDEN in buffer.getvalue(), "the control: an open one shows it"
