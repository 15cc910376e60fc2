"""One message after another, each at most once: what was put off is tried again, what is unknown is not."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from reportgen.mailing.journal import ABOUT, ANSWERED, Journal, State
from reportgen.mailing.message import composed, needs_utf8, on_the_line
from reportgen.mailing.plan import Message, Plan
from reportgen.mailing.post import Answer, Envelope, Fate, NoUseError, Post, UnreachableError
from reportgen.policy.recipients import Server, on_the_wire

_OPEN = {State.NEW, State.DEFERRED}
"""States of messages that are tried."""
_MINUTE = 60


class Pause(Protocol):
    """How time passes."""

    def sleep(self, seconds: float) -> None:
        """Wait."""

    def monotonic(self) -> float:
        """Return seconds since some moment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What one `send` works with."""

    plan: Plan
    contents: Callable[[Message], Sequence[bytes]]
    """The attachments of a message, as they were approved."""
    journal: Journal
    pause: Pause
    step: Callable[[], None] = lambda: None


@dataclass(slots=True, kw_only=True)
class Sent:
    """What became of the plan."""

    answers: dict[str, Answer] = field(default_factory=dict)
    """Key → the last answer of this `send`."""
    skipped: int = 0
    """Messages that were sent before."""
    stopped: NoUseError | None = None
    """Why nothing more was tried."""
    unreachable: str = ""
    """Why there was no connection in the last round."""


def sent(job: Job, post: Post, known: Mapping[str, State]) -> Sent:
    """Send every message that is new or was put off; ``known``: states by the journal.

    The waits between the rounds are the server's ``retry_seconds``, the same each time and never more.
    """
    done = Sent(skipped=sum(known.get(one.key) is State.SENT for one in job.plan.messages))
    waiting = [one for one in job.plan.messages if known.get(one.key, State.NEW) in _OPEN]
    paced = _Pace(job.pause, post.server)
    try:
        for wait in (0.0, *post.server.retry_seconds):
            if wait:
                job.pause.sleep(wait)
            waiting = _round(job, post, waiting, done, paced)
            if not waiting:
                break
    except NoUseError as error:
        done.stopped = error
    finally:
        post.close()
    _given_up(job, waiting, done)
    return done


def _round(job: Job, post: Post, waiting: Sequence[Message], done: Sent, paced: "_Pace") -> list[Message]:
    """Try each message once; return those to try again. Without a connection the rest waits too."""
    again: list[Message] = []
    done.unreachable = ""
    for at, one in enumerate(waiting):
        paced.wait()
        try:
            answer = _tried(job, post, one)
        except UnreachableError as error:
            done.unreachable = str(error)
            return [*again, *waiting[at:]]
        done.answers[one.key] = answer
        if answer.fate is Fate.DEFERRED:
            again.append(one)
        else:
            job.step()
    return again


def _tried(job: Job, post: Post, one: Message) -> Answer:
    """Try one message: entered before its final dot, and again when the server has answered."""
    envelope = Envelope(
        sender=on_the_wire(job.plan.sender),
        to=on_the_wire(one.to),
        content=on_the_line(composed(job.plan, one, job.contents(one))),
        utf8=needs_utf8(one.to, job.plan.sender),
    )
    handed_over = False

    def about() -> None:
        nonlocal handed_over
        job.journal.enter(ABOUT, {"key": one.key, **_told(one)})
        handed_over = True

    answer = post.deliver(envelope, about)
    if answer.fate is Fate.REFUSED or (handed_over and answer.fate is not Fate.UNKNOWN):
        _enter(job, one, answer)
    return answer


def _given_up(job: Job, waiting: Sequence[Message], done: Sent) -> None:
    """Enter what the last try of each message that stays unsent was answered."""
    for one in waiting:
        answer = done.answers.get(one.key)
        if answer is not None and answer.fate is Fate.DEFERRED:
            _enter(job, one, answer)


def _enter(job: Job, one: Message, answer: Answer) -> None:
    state = State(answer.fate.value)
    job.journal.enter(ANSWERED, {"key": one.key, "to": one.to, "state": state.value, "answer": str(answer)})


def _told(one: Message) -> dict[str, object]:
    return {
        "to": one.to,
        "message_id": one.message_id,
        "files": [{"file": file.file, "sha256": file.sha256} for file in one.files],
    }


@dataclass(slots=True)
class _Pace:
    """No more messages a minute than the server's rule says."""

    pause: Pause
    server: Server
    last: float | None = None

    def wait(self) -> None:
        """Wait until the next message may go out."""
        gap = _MINUTE / self.server.per_minute
        if self.last is not None:
            left = self.last + gap - self.pause.monotonic()
            if left > 0:
                self.pause.sleep(left)
        self.last = self.pause.monotonic()
