"""`reportgen mail PERIOD send`: what was approved goes out, each message once."""

import ssl
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.ledger.chain import FILE, Act, append, entries
from reportgen.ledger.kinds import MAILED, PUBLISHED
from reportgen.mailing.desk import Desk, at_desk, contents, plan_of
from reportgen.mailing.journal import APPROVED, Clock, Journal, State, agreed_on, sent_messages, states
from reportgen.mailing.locking import locked
from reportgen.mailing.plan import PLAN, Message, Plan
from reportgen.mailing.post import Fate, Post
from reportgen.mailing.secrets import mail_password, pdf_password, pdf_variable
from reportgen.mailing.sending import Job, Pause, Sent, sent
from reportgen.model.problem import Problem, Severity
from reportgen.model.text import Text, text
from reportgen.outcome import Outcome, refused
from reportgen.pipeline import Exit, Request, Silent, Watch
from reportgen.policy.load import RECIPIENTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reportgen.policy.recipients import Server


def send(request: Request, *, now: Clock, actor: str, pause: Pause, watch: Watch | None = None) -> Outcome:
    """Send what is approved and not sent yet; exit 7 where some is not sent, 8 where nobody knows of some."""
    return at_desk(request, now, actor, lambda desk: _sent(desk, pause, watch or Silent()))


def _sent(desk: Desk, pause: Pause, watch: Watch) -> Outcome:
    plan, hash_ = plan_of(desk)
    if agreed_on(desk.written, APPROVED, hash_) is None:
        expected = text("a plan that somebody approved: `reportgen mail {period} approve`", period=plan.period)
        return desk.outcome(Exit.USAGE, [refused("E609", PLAN, hash_[:12], expected)])
    passwords = {kind: pdf_password(kind) for kind in sorted({one.password for one in plan.messages} - {""})}
    missing = [*_unlockable(passwords), *_unpublished(desk, plan)]
    if missing:
        return desk.outcome(Exit.USAGE, missing)
    server = desk.rules.server
    try:
        post = Post(server=server, password=mail_password() if server.user else "", trust=_trust(desk, server))
    except (OSError, ssl.SSLError) as error:
        expected = text("a file of certificates in PEM form")
        return desk.outcome(Exit.USAGE, [refused("E603", server.ca_file or "-", str(error), expected)])
    if server.user and not post.password:
        expected = text("the password of {user} in REPORTGEN_MAIL_PASSWORD or the keyring", user=server.user)
        return desk.outcome(Exit.USAGE, [refused("E602", RECIPIENTS, "-", expected)])

    def attached(one: Message) -> Sequence[bytes]:
        key = passwords.get(one.password, "")
        return [locked(content, key) if key else content for content in contents(desk, one)]

    known = states(desk.written)
    watch.stage(text("sending"), sum(known.get(one.key, State.NEW) is not State.SENT for one in plan.messages))
    job = Job(plan=plan, contents=attached, journal=desk.journal, pause=pause, step=watch.step)
    done = sent(job, post, known)
    after = desk.journal.read()
    enter_mailed(desk.journal, desk.request.ledger_folder)
    return _told(desk, plan, done, states(after))


def enter_mailed(journal: Journal, ledger: Path) -> None:
    """Enter in the ledger what was sent and is not in it yet; nothing where no ledger was begun.

    Raises:  LedgerError.
    """
    if not (ledger / FILE).exists():
        return
    listed = entries(ledger, kind=MAILED, period=journal.period)
    there = {one.get("message_id") for entry in listed for one in entry.body["messages"]}
    new = [one for one in sent_messages(journal.read()) if one["message_id"] not in there]
    if new:
        body = {"messages": new}
        act = Act(kind=MAILED, period=journal.period, body=body, at=journal.now(), actor=journal.actor)
        append(ledger, act)


def unsettled(plan: Plan, known: "Mapping[str, State]") -> tuple[list[Message], list[Message]]:
    """Return the messages that were not sent, and those of which nobody knows."""
    unknown = [one for one in plan.messages if known.get(one.key) is State.UNKNOWN]
    unsent = [one for one in plan.messages if known.get(one.key, State.NEW) not in {State.SENT, State.UNKNOWN}]
    return unsent, unknown


def _told(desk: Desk, plan: Plan, done: Sent, known: "Mapping[str, State]") -> Outcome:
    unsent, unknown = unsettled(plan, known)
    problems = [*_stopped(desk, done), *_parked(plan, unknown), *_not_sent(desk, done, unsent, known)]
    fresh = sum(answer.fate is Fate.SENT for answer in done.answers.values())
    said = [text("sent {sent}, skipped {skipped} sent before", sent=fresh, skipped=done.skipped)]
    if unsent or unknown:
        said.append(text("not sent: {unsent}, not known: {unknown}", unsent=len(unsent), unknown=len(unknown)))
    code = Exit.UNKNOWN if unknown else Exit.UNSENT if unsent else Exit.DONE
    return desk.outcome(code, problems, said)


def _stopped(desk: Desk, done: Sent) -> Iterator[Problem]:
    """Yield why the server was of no use."""
    server = desk.rules.server
    place = f"{server.host}:{server.port}"
    if done.stopped is not None:
        yield refused(done.stopped.code, place, str(done.stopped), done.stopped.expected, _STOP_HINT)
    elif done.unreachable:
        hint = text("what is not sent waits; run `send` again when the server answers")
        yield refused("E601", place, done.unreachable, text("a mail server that can be reached"), hint)


def _parked(plan: Plan, unknown: Sequence[Message]) -> Iterator[Problem]:
    for one in unknown:
        hint = text(
            "ask the recipient, then: `reportgen mail {period} resolve {key} delivered`, or `send-again`",
            period=plan.period,
            key=one.short,
        )
        expected = text("an answer of the server after the last byte; it is not sent again by itself")
        yield refused("E610", one.to, one.short, expected, hint)


def _not_sent(
    desk: Desk, done: Sent, unsent: Sequence[Message], known: "Mapping[str, State]"
) -> Iterator[Problem]:
    """Yield what the server said to each message that it did not take."""
    before = {
        entry.body["key"]: entry.body.get("answer", "") for entry in desk.journal.read() if "key" in entry.body
    }
    for one in unsent:
        answer = done.answers.get(one.key)
        if answer is None and known.get(one.key, State.NEW) is not State.REFUSED:
            continue  # never tried: the server is what is wrong
        code = answer.fault if answer is not None and answer.fault else "E608"
        final = known.get(one.key) is State.REFUSED
        expected = text("a server that takes mail for {name} of {audience}", name=one.name, audience=one.audience)
        hint = _REFUSED_HINT if final else _DEFERRED_HINT
        yield Problem(
            code=code,
            severity=Severity.REFUSED,
            file=one.to,
            value=str(answer) if answer is not None else before.get(one.key, ""),
            expected=expected,
            hint=hint,
        )


def _unlockable(passwords: "Mapping[str, str]") -> Iterator[Problem]:
    for kind, found in passwords.items():
        if not found:
            name = pdf_variable(kind)
            expected = text(
                "a password for PDFs of the class {kind} in {name} or the keyring", kind=kind, name=name
            )
            yield refused("E608", RECIPIENTS, "-", expected)


def _unpublished(desk: Desk, plan: Plan) -> Iterator[Problem]:
    """Yield a Problem where messages link to pages that nobody has published."""
    if desk.rules.site is None:
        return
    seen = entries(desk.request.ledger_folder, kind=PUBLISHED)
    if not any(plan.period in entry.body.get("builds", {}) for entry in seen):
        hint = text("`reportgen publish {period} --to TARGET`, then send", period=plan.period)
        yield refused(
            "E607", RECIPIENTS, desk.rules.site, text("a site that has {period}", period=plan.period), hint
        )


def _trust(desk: Desk, server: "Server") -> ssl.SSLContext:
    """Return what vouches for the server: the system's certificates, or the company's own file."""
    return ssl.create_default_context(cafile=str(desk.request.root / server.ca_file) if server.ca_file else None)


_STOP_HINT: Text = text("nothing more was tried; correct config/recipients.yaml or the password, then send again")
_REFUSED_HINT: Text = text("correct the address and plan again, or `resolve` it with send-again")
_DEFERRED_HINT: Text = text("run `send` again later")
