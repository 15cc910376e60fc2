"""`reportgen mail PERIOD plan`: who gets what, before anything is sent."""

from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from jinja2 import TemplateError

from reportgen.built import altered
from reportgen.mailing.desk import Desk, at_desk
from reportgen.mailing.figures import figures_of
from reportgen.mailing.journal import ABOUT, PLANNED, Clock, State, states
from reportgen.mailing.people import Known, recipients
from reportgen.mailing.plan import TABLE, Message, Plan, write_plan
from reportgen.mailing.planning import Basis, planned, unsent
from reportgen.mailing.reports import Shelf, shelf
from reportgen.model.problem import Problem, Severity
from reportgen.model.text import Text, text
from reportgen.outcome import Outcome
from reportgen.pipeline import Exit, Request, Silent, Watch
from reportgen.policy.shipped import template_folders

if TYPE_CHECKING:
    from reportgen.mailing.figures import Figures
    from reportgen.mailing.planning import Earlier, Shelves


def plan(request: Request, *, now: Clock, actor: str, watch: Watch | None = None) -> Outcome:
    """Write the plan of a built period into mail/, and say who gets what, and what nobody gets."""
    return at_desk(request, now, actor, lambda desk: _planned(desk, watch or Silent()))


def _planned(desk: Desk, watch: Watch) -> Outcome:
    wrong = altered(desk.build.folder, desk.build.outputs)
    if wrong:
        return desk.outcome(Exit.PUBLISH, wrong)
    figures = figures_of(desk.build, desk.config, desk.request, watch)
    facts = figures.results.facts
    staff = facts.records["staff"]
    known = Known(
        offices=facts.offices,
        staff=staff[staff["state_period"] == desk.build.period] if "state_period" in staff else staff,
        audiences={name.partition("/")[0] for name in desk.build.outputs} - {"data"},
    )
    people, problems = recipients(desk.rules, known)
    if any(one.severity is Severity.REFUSED for one in problems):
        return desk.outcome(Exit.USAGE, problems)
    try:
        made, more = planned(_basis(desk), people, _shelves(desk, figures), _earlier(desk))
    except TemplateError as error:
        return desk.outcome(Exit.RENDER, [_template_fault(error)])
    problems += more
    leak = [one for one in problems if one.code == "E701"]
    if leak:
        return desk.outcome(Exit.LEAK, leak)
    refused = [one for one in problems if one.severity is Severity.REFUSED]
    if refused or not made.messages:
        nobody = text("nobody gets mail of {period}: no recipient has a report", period=desk.build.period)
        return desk.outcome(Exit.USAGE, problems, [] if made.messages else [nobody])
    hash_ = write_plan(desk.folder, made)
    desk.journal.enter(PLANNED, {"plan": hash_, "messages": len(made.messages)})
    code = Exit.NOTED if problems else Exit.DONE
    return desk.outcome(code, problems, _lines(desk, made, hash_))


def _basis(desk: Desk) -> Basis:
    folder = desk.build.folder
    return Basis(
        build=desk.build,
        build_hash=desk.build_hash,
        sizes={name: (folder / name).stat().st_size for name in desk.build.outputs if name.endswith(".pdf")},
        rules=desk.rules,
        agreed=desk.agreed,
        company=desk.config.profile.company,
        folders=[one for one in template_folders(desk.request.root) if one.is_dir()],
        at=desk.journal.now(),
        actor=desk.journal.actor,
    )


def _shelves(desk: Desk, figures: "Figures") -> "Shelves":
    """Return the look-up of an audience's reports; each audience's masks are applied once."""
    from reportgen.render.audience import audiences, masked

    known = {one.id: one for one in audiences(figures.config, figures.results)}

    @cache
    def seen(audience: str, language: str) -> Shelf:
        own = masked(figures.results, known[audience], figures.config)
        return shelf(own, known[audience], figures.config, language, desk.build.outputs)

    return seen


def _earlier(desk: Desk) -> "Earlier":
    """Return the look-up of what an address got before, or may have got."""
    known = states(desk.written)
    sent: dict[str, list[tuple[str, str]]] = {}
    for entry in desk.written:
        if entry.kind == ABOUT and known[entry.body["key"]] in {State.SENT, State.UNKNOWN}:
            one = (entry.body["key"], entry.body["message_id"])
            sent.setdefault(entry.body["to"].casefold(), []).append(one)

    def before(address: str, key: str) -> str:
        those = sent.get(address.casefold(), [])
        return "" if not those or any(one == key for one, _ in those) else those[-1][1]

    return before


def _lines(desk: Desk, made: Plan, hash_: str) -> Iterator[Text]:
    """Yield the table that a person looks at."""
    known = states(desk.written)
    for one in made.messages:
        yield _line(one, known.get(one.key, State.NEW))
    rest = Counter(name.partition("/")[0] for name in unsent(made, desk.build.outputs))
    for audience, count in sorted(rest.items()):
        yield text("  nobody gets {count} PDFs of {audience}", count=count, audience=audience)
    yield text(
        "{count} messages planned, {sent} of them sent before: mail/{period}/{table} lists every file",
        count=len(made.messages),
        sent=sum(known.get(one.key) is State.SENT for one in made.messages),
        period=made.period,
        table=TABLE,
    )
    yield text(
        "plan {hash}; next: `reportgen mail {period} preview`, then somebody else runs "
        "`reportgen mail {period} approve`",
        hash=hash_[:12],
        period=made.period,
    )


def _line(one: Message, state: State) -> Text:
    places: dict[str, str | int] = {
        "to": one.to,
        "name": one.name,
        "audience": one.audience,
        "files": ", ".join(file.name for file in one.files[:3]) + (" …" if len(one.files) > 3 else ""),  # noqa: PLR2004
        "count": len(one.files),
    }
    patterns = {
        State.SENT: text("  {to} ({name}, {audience}): sent before", **places),
        State.UNKNOWN: text("  {to} ({name}, {audience}): parked, see `resolve`", **places),
        State.REFUSED: text("  {to} ({name}, {audience}): refused before, see `resolve`", **places),
    }
    if state in patterns:
        return patterns[state]
    if one.linked:
        return text("  {to} ({name}, {audience}): a link to {count} reports", **places)
    if one.corrects:
        return text("  {to} ({name}, {audience}): corrected, {count} files: {files}", **places)
    return text("  {to} ({name}, {audience}): {count} files: {files}", **places)


def _template_fault(error: TemplateError) -> Problem:
    name = getattr(error, "filename", None) or getattr(error, "name", None) or "mail"
    return Problem(
        code="E401",
        severity=Severity.REFUSED,
        file=f"templates/mail/{str(name).rpartition('/')[2]}",
        row=getattr(error, "lineno", None),
        value=str(error),
        expected=text("a template that uses only what a letter has"),
        hint=text("compare the template with the shipped one of the same name"),
    )
