"""Each fault of a mail server, at each stage, of the first, middle and last message: none lost, none doubled.

The server's own mailboxes are the truth. What cannot be known is parked; the naive loop, beside it, sends twice.
"""

import smtplib
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import pytest

from reportgen.mailing.journal import State, states
from reportgen.mailing.message import composed
from reportgen.mailing.plan import Message
from reportgen.mailing.post import Post
from reportgen.mailing.sending import Job, Sent, sent
from tests.mailing.fault_server import KINDS, OF_CONNECTIONS, STAGES, Fault, Server
from tests.mailing.letters import NAMES, PDF, NoPause, journal, message, plan, rules
from tests.mailing.trust import served, trusting

pytestmark = pytest.mark.slow

AT_ONCE = 12
SECONDS = 0.4
TIMEOUTS = dict.fromkeys(("command", "data", "accepted"), SECONDS)
PASSWORD = "of-the-test"  # noqa: S105
PLAN = plan(*(message(to) for to in NAMES))
CELLS = [Fault(stage, kind, nth) for stage, kind, nth in product(STAGES, KINDS, (1, 2, 3))]
STOPS = {("connect", "5xx"): "E601", ("EHLO", "5xx"): "E601", ("STARTTLS", "5xx"): "E603", ("AUTH", "5xx"): "E602"}
"""What a person must change: nothing more is tried."""
LYING = {("stored", "4xx"), ("stored", "5xx")}
"""A server that says no to what it has taken: no client can tell; counted apart."""


@dataclass(frozen=True)
class Trial:
    """What two runs of `send` made of one fault."""

    fault: Fault
    fired: int
    first: Sent
    between: dict[str, State]
    after: dict[str, State]
    delivered_first: Counter[str]
    delivered: Counter[str]

    @property
    def struck(self) -> str:
        """Whose message was met."""
        return NAMES[self.fault.nth - 1]


def run(server: Server, folder: Path, **changed: object) -> Sent:
    """One `send` as the command does it."""
    company = rules(
        server={"port": server.port, "security": "starttls", "user": "reports", "timeouts": TIMEOUTS, **changed}
    )
    post = Post(server=company.server, password=PASSWORD, trust=trusting(), name="client.example.com")
    entered = journal(folder)
    job = Job(plan=PLAN, contents=lambda _: [PDF], journal=entered, pause=NoPause())
    return sent(job, post, states(entered.read()))


def tried(fault: Fault, folder: Path) -> Trial:
    server = Server(fault=fault, context=served(), login=True)
    changed = {"per_connection": 1} if fault.stage in OF_CONNECTIONS else {}
    with server.running():
        first = run(server, folder, **changed)
        between, delivered_first = by_name(folder), server.delivered()
        run(server, folder, **changed)
    return Trial(fault, server.fired, first, between, by_name(folder), delivered_first, server.delivered())


def by_name(folder: Path) -> dict[str, State]:
    known = states(journal(folder).read())
    return {one.to: known.get(one.key, State.NEW) for one in PLAN.messages}


def told(trial: Trial, one: Message) -> bool:
    """Whether the first run said that a message was not sent."""
    return bool(trial.first.stopped or trial.first.unreachable or one.key in trial.first.answers)


def broken(trial: Trial) -> Iterator[str]:
    """Everything that must never be."""
    for known, delivered in ((trial.between, trial.delivered_first), (trial.after, trial.delivered)):
        for one in PLAN.messages:
            state, count = known[one.to], delivered[one.to]
            if count > 1:
                yield f"{one.to} got it {count} times"
            if state is State.SENT and count != 1:
                yield f"{one.to} is said to have it"
            if state in {State.REFUSED, State.NEW, State.DEFERRED} and count != 0:
                yield f"{one.to} is said not to have it"
            if state is not State.SENT and not told(trial, one):
                yield f"{one.to} was left out in silence"
            if state is State.UNKNOWN and trial.fault.stage not in {"body", "dot", "stored"}:
                yield f"{one.to} could be known"
    if any(state in {State.NEW, State.DEFERRED} for state in trial.after.values()):
        yield "the second run did not finish"


def expected(fault: Fault) -> set[State]:
    """What becomes of the message that was met, after both runs."""
    if fault.stage in {"dot", "stored"} and fault.kind in {"drop", "hang", "garbage"}:
        return {State.UNKNOWN}
    if fault.kind == "5xx" and fault.stage in {"MAIL", "RCPT", "DATA", "body", "dot"}:
        return {State.REFUSED}
    if fault.stage == "body" and fault.kind in {"drop", "hang", "garbage"}:
        return {State.SENT, State.UNKNOWN}  # whether the news comes before the dot is a matter of luck
    return {State.SENT}


@pytest.fixture(scope="module")
def trials(tmp_path_factory: pytest.TempPathFactory) -> dict[Fault, Trial]:
    served(), trusting()  # made once, before the threads ask for them
    folders = [tmp_path_factory.mktemp("mail") for _ in CELLS]
    with ThreadPoolExecutor(AT_ONCE) as pool:  # they wait for the disk and for time-outs, not for a processor
        return dict(zip(CELLS, pool.map(tried, CELLS, folders), strict=True))


def honest(trials: dict[Fault, Trial]) -> list[Trial]:
    return [one for one in trials.values() if (one.fault.stage, one.fault.kind) not in LYING]


def test_every_cell_of_the_table_happened_once(trials: dict[Fault, Trial]) -> None:
    assert len(trials) == len(STAGES) * len(KINDS) * 3 == 165
    assert [one.fault for one in trials.values() if one.fired != 1] == []


def test_nothing_is_lost_doubled_or_told_wrongly(trials: dict[Fault, Trial]) -> None:
    assert {one.fault: faults for one in honest(trials) if (faults := list(broken(one)))} == {}


def test_each_message_that_was_met_ends_as_promised(trials: dict[Fault, Trial]) -> None:
    found = {one.fault: one.after[one.struck] for one in honest(trials)}
    assert {fault: state for fault, state in found.items() if state not in expected(fault)} == {}


def test_the_other_messages_are_delivered(trials: dict[Fault, Trial]) -> None:
    for one in trials.values():
        others = {to: state for to, state in one.after.items() if to != one.struck}
        assert set(others.values()) == {State.SENT}, one.fault


def test_what_a_person_must_change_stops_the_run_with_its_code(trials: dict[Fault, Trial]) -> None:
    codes = {
        (one.fault.stage, one.fault.kind): one.first.stopped.code
        for one in trials.values()
        if one.first.stopped is not None
    }
    assert codes == STOPS


def test_a_server_that_lies_about_what_it_took_is_the_known_limit(trials: dict[Fault, Trial]) -> None:
    lying = [one for one in trials.values() if (one.fault.stage, one.fault.kind) in LYING]
    assert {one.fault.kind: one.delivered[one.struck] for one in lying} == {"4xx": 2, "5xx": 1}


def naive(server: Server, tries: int = 3) -> None:
    """What most scripts do: send, and on any error send again."""
    for one in PLAN.messages:
        for _ in range(tries):
            try:
                with smtplib.SMTP("127.0.0.1", server.port, "client.example.com", timeout=SECONDS) as line:
                    line.sendmail("reports@example.com", [one.to], composed(PLAN, one, [PDF]))
            except (OSError, smtplib.SMTPException):
                continue
            break


def test_the_naive_loop_sends_twice() -> None:
    """The control: the same faults, the same count of mailboxes."""
    doubled = []
    for cell in [one for one in CELLS if one.stage in {"dot", "stored", "QUIT"} and one.nth == 1]:
        server = Server(fault=cell)
        with server.running():
            naive(server)
        assert server.fired == 1
        if max(server.delivered().values()) > 1:
            doubled.append((cell.stage, cell.kind))
    assert {("stored", "drop"), ("stored", "hang"), ("stored", "garbage"), ("QUIT", "5xx")} <= set(doubled)
