"""From recipients and reports to messages; reads and writes nothing."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic_core import PydanticCustomError

from reportgen.mailing.letters import SUBJECT, Letter, Told, written
from reportgen.mailing.people import Recipient
from reportgen.mailing.plan import Attachment, Message, Plan, key_of
from reportgen.mailing.reports import Report, Shelf, file_name
from reportgen.model.problem import Problem, Severity
from reportgen.model.text import text
from reportgen.outcome import refused
from reportgen.policy.load import RECIPIENTS
from reportgen.policy.profile import Company
from reportgen.policy.recipients import Recipients, on_the_wire, one_line
from reportgen.policy.strict import Words

if TYPE_CHECKING:
    from reportgen.built import Built

_MB = 1_000_000
_ENCODED = Decimal(78) / 57
"""Bytes of a message for each byte of an attachment: lines of 76 characters and their ends hold 57."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """What all messages of a plan share."""

    build: "Built"
    build_hash: str
    sizes: Mapping[str, int]
    """File below the period's folder → bytes."""
    rules: Recipients
    agreed: str
    company: Company
    folders: Sequence[Path]
    """Where templates are looked up."""
    at: datetime
    actor: str


Shelves = Callable[[str, str], Shelf]
"""(audience, language) → its reports."""
Earlier = Callable[[str, str], str]
"""(address, key) → the Message-ID of what the address got before with other content, or nothing."""


def planned(
    basis: Basis, people: Iterable[Recipient], shelves: Shelves, earlier: Earlier
) -> tuple[Plan, list[Problem]]:
    """Return the plan, and a Problem for each recipient without a report and each that must not get it."""
    messages: list[Message] = []
    problems: list[Problem] = []
    for one in people:
        shelf = shelves(one.audience, one.language)
        chosen = _chosen(one, shelf.reports)
        strange = misdirected(one.email, one.audience, [report.file for report in chosen])
        if strange:
            problems += strange
        elif not chosen:
            problems.append(_nothing(one))
        else:
            made = _message(basis, one, shelf, chosen, earlier)
            wrong = _unfit(made, basis.rules)
            problems += wrong
            messages += [] if wrong else [made]
    rules = basis.rules
    plan = Plan(
        period=basis.build.period,
        made_at=basis.at.isoformat(timespec="seconds"),
        actor=basis.actor,
        build=basis.build_hash,
        agreed=basis.agreed,
        sender=rules.sender.address,
        sender_name={"zh": rules.sender.name.zh, "en": rules.sender.name.en},
        reply_to=rules.sender.reply_to or "",
        messages=tuple(messages),
    )
    return plan, problems


def misdirected(to: str, audience: str, files: Iterable[str]) -> list[Problem]:
    """Return a Problem for each file that is not of the recipient's own audience, which alone decides."""
    return [
        refused(
            "E701",
            file,
            to,
            text("a recipient of {audience}", audience=file.partition("/")[0]),
            text("this recipient is of {audience}; nothing at all is sent", audience=audience),
        )
        for file in files
        if file.partition("/")[0] != audience
    ]


def unsent(plan: Plan, files: Iterable[str]) -> list[str]:
    """Return the reports that no message of the plan carries."""
    carried = {file.file for message in plan.messages for file in message.files}
    return sorted(file for file in files if file.endswith(".pdf") and file not in carried)


def _chosen(one: Recipient, reports: Iterable[Report]) -> list[Report]:
    """Return the recipient's reports in the order of its role's ``files``."""
    order = one.rule.files
    mine = [
        report
        for report in reports
        if report.kind in order
        and (report.kind != "client" or one.rule.clients == "all" or report.manager == one.name)
    ]
    return sorted(mine, key=lambda report: (order.index(report.kind), report.file))


def _message(basis: Basis, one: Recipient, shelf: Shelf, chosen: Sequence[Report], earlier: Earlier) -> Message:
    period = basis.build.period
    files = tuple(_attachments(basis, chosen))
    key = key_of(period, one.email, [file.sha256 for file in files])
    corrects = earlier(one.email, key)
    site = f"{basis.rules.site.rstrip('/')}/{one.audience}/{period}/" if basis.rules.site else ""
    weight = _weight(files)
    linked = site if weight > basis.rules.attachments_mb else ""
    letter = Letter(
        lang="zh-CN" if one.language == "zh" else "en",
        company=_word(basis.company.name, one.language),
        accent=basis.company.accent,
        period=period,
        name=one.name,
        title=chosen[0].title,
        reader=shelf.reader,
        told=_told(chosen),
        files=tuple(file.name for file in files),
        megabytes=_megabytes(weight),
        linked=linked,
        site=site,
        locked=one.rule.pdf_password is not None,
        corrects=corrects,
    )
    done = written(letter, basis.folders, one.language)
    return Message(
        key=key,
        message_id=f"<{key}@{_domain(basis.rules.sender.address)}>",
        to=one.email,
        name=one.name,
        role=one.role,
        office_id=one.office_id,
        audience=one.audience,
        language=one.language,
        subject=done.subject,
        text=done.text,
        html=done.html,
        files=files,
        linked=linked,
        password=one.rule.pdf_password or "",
        corrects=corrects,
    )


def _attachments(basis: Basis, chosen: Sequence[Report]) -> Iterator[Attachment]:
    names = [file_name(basis.build.period, report.title) for report in chosen]
    for report, name in zip(chosen, names, strict=True):
        alone = names.count(name) == 1
        yield Attachment(
            file=report.file,
            sha256=basis.build.outputs[report.file],
            size=basis.sizes[report.file],
            name=name if alone else file_name(basis.build.period, report.file.partition("/")[2][:-4]),
        )


def _told(chosen: Sequence[Report]) -> tuple[Told, ...]:
    """Return everything that the first report says first, and the headline of each other."""
    first = Told(title=chosen[0].title, said=chosen[0].said)
    return (first, *(Told(title=report.title, said=report.said[:1]) for report in chosen[1:]))


def _unfit(message: Message, rules: Recipients) -> list[Problem]:
    """Return what a template of the workspace, or the size of the reports, makes impossible."""
    weight = _weight(message.files)
    if weight > rules.attachments_mb and not message.linked:
        expected = text("at most {most} MB, or a site to link to", most=str(rules.attachments_mb))
        return [refused("E608", RECIPIENTS, f"{message.to}: {_megabytes(weight)} MB", expected)]
    try:
        one_line(message.subject)
    except PydanticCustomError:
        expected = text("a subject of one line, without control characters")
        return [refused("E605", f"templates/mail/{SUBJECT}", message.subject, expected)]
    return []


def _nothing(one: Recipient) -> Problem:
    return Problem(
        code="W611",
        severity=Severity.WARNING,
        file=RECIPIENTS,
        value=one.email,
        expected=text(
            "a report of {audience} for the role {role}; nothing is sent to {name}",
            audience=one.audience,
            role=one.role,
            name=one.name,
        ),
    )


def _weight(files: Iterable[Attachment]) -> Decimal:
    """Return the megabytes that attachments take in a message."""
    return sum(file.size for file in files) * _ENCODED / _MB


def _megabytes(weight: Decimal) -> str:
    return str(weight.quantize(Decimal("0.1"), ROUND_HALF_UP))


def _word(words: Words, language: str) -> str:
    return words.zh if language == "zh" else words.en


def _domain(address: str) -> str:
    return on_the_wire(address).rpartition("@")[2]
