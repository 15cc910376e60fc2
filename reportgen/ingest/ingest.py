"""Exports of all folders → typed facts, coverage and every problem: the stage's entry."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.ingest.assembly import Settled, checked_memberships, frame_of, settled_export, survey_frames
from reportgen.ingest.cards import card_frames, settled_cards
from reportgen.ingest.clients import clients, known_of, memberships, shared_names
from reportgen.ingest.complaints import complaints
from reportgen.ingest.context import Context
from reportgen.ingest.duplicates import settled
from reportgen.ingest.fates import USED, Typed, coverage
from reportgen.ingest.files import Claim, Claims, claimed
from reportgen.ingest.forms import form, signoffs
from reportgen.ingest.identity import Known
from reportgen.ingest.inputs import InputFile
from reportgen.ingest.limits import Limits
from reportgen.ingest.offices import offices
from reportgen.ingest.orders import orders
from reportgen.ingest.read import read_files
from reportgen.ingest.registers import office_frame, register_frame, settled_clients, settled_offices
from reportgen.ingest.sample_list import survey_sample
from reportgen.ingest.scorecards import scorecards
from reportgen.ingest.shape import table
from reportgen.ingest.sheet import Sheet
from reportgen.ingest.submissions import settled_submissions
from reportgen.ingest.survey import survey
from reportgen.ingest.table import Table
from reportgen.model.facts import Facts, Window
from reportgen.model.frames import COMPLAINTS, ORDERS, SURVEY_SAMPLE, Frame
from reportgen.model.period import Period
from reportgen.model.problem import Problem, Severity
from reportgen.policy.config import Config
from reportgen.policy.profile import Profile
from reportgen.policy.sources import Export

if TYPE_CHECKING:
    import pandas as pd

_NOT_CONTENT = {"file", "sheet", "row"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingested:
    """What the exports say, what became of every row, and what is wrong with them."""

    facts: Facts
    coverage: "pd.DataFrame"
    problems: tuple[Problem, ...]
    inputs: tuple[tuple[str, str], ...]
    """(file, SHA-256) of every table that was read."""
    refused_required: tuple[str, ...]
    """Exports that a build cannot do without and that are missing or refused: exit 4."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """One table, its folder's place in time, and of a form the other two tables."""

    table: Table
    folder: int
    head: Table | None = None
    signs: Table | None = None


def ingested(config: Config, window: Window, *, scratch: Path, workers: int) -> Ingested:
    """Read every export of every folder up to the window's period.

    In:      config; window: records at its as-of or later, and after its period, are in the future;
             scratch: a folder for private copies; workers: reading processes.
    Out:     facts whose frames are checked, COVERAGE in which every row is accounted for, problems
             sorted by place.
    Raises:  ContractError where a row of a sheet is not accounted for.
    """
    claims = claimed(config.root, config.sources, window.period)
    sheets, problems = _read(claims, config, scratch, workers)
    parts, found = _parts(sheets, claims, config.profile)
    problems = [*claims.problems, *problems, *found]
    by_export = {export: [p for p in parts if p.table.source.export is export] for export in Export}
    context = Context(config=config, window=window, known=Known(names={}, by_id={}, by_code={}, by_name={}))
    done: dict[Export, Settled] = {}
    for export in (Export.OFFICES, Export.CLIENTS):
        done[export] = _settled(export, by_export[export], context)
        context = replace(context, known=_known(done))
    for export in Export:
        if export not in done:
            done[export] = _settled(export, by_export[export], context)
    facts, found = _facts(done, by_export[Export.SCORECARD_ITEMS], context, claims)
    problems += [problem for one in done.values() for problem in one.problems]
    problems += [*found, *(problem for part in parts for problem in _row_problems(part.table))]
    problems += shared_names(done[Export.CLIENTS].rows, context.known)
    return Ingested(
        facts=facts,
        coverage=_coverage(done),
        problems=_ordered(problems),
        inputs=tuple(sorted({(sheet.file, sheet.sha256) for sheet in sheets})),
        refused_required=_refused_required(problems, claims, config),
    )


# ------------------------------------------------------------------ from files to tables
def _read(
    claims: Claims, config: Config, scratch: Path, workers: int
) -> tuple[list[Sheet], list[Problem]]:
    """Return the sheets of every claimed file."""
    inputs = [
        InputFile(
            path=config.root / claim.file,
            name=claim.file,
            encoding=claim.source.encoding,
            sheet=claim.source.sheet or ("*" if claim.source.layout == "form" else None),
            delimiter=claim.source.delimiter,
            allow_empty=claim.source.allow_empty,
        )
        for claim in claims.claims
    ]
    limits = Limits.of(config.profile.input_limits)
    return read_files(inputs, limits=limits, workers=workers, scratch=scratch)


def _parts(sheets: Iterable[Sheet], claims: Claims, profile: Profile) -> tuple[list[_Part], list[Problem]]:
    """Return the table of every sheet, and the Problems of their shapes."""
    parts: list[_Part] = []
    problems: list[Problem] = []
    place = {folder: number for number, folder in enumerate(claims.folders)}
    for sheet in sheets:
        claim = _claim_of(sheet, claims.claims)
        if claim.source.layout == "form":
            filled, found = form(sheet, claim, profile.total_words)
            if filled:
                folder = place[claim.folder]
                parts.append(_Part(table=filled.lines, folder=folder, head=filled.head, signs=filled.signs))
        else:
            made, found = table(sheet, claim, profile.total_words)
            parts += [_Part(table=made, folder=place[claim.folder])] if made else []
        problems += found
    return parts, problems


def _claim_of(sheet: Sheet, claims: Sequence[Claim]) -> Claim:
    """Return the rule's claim on a sheet; of several rules on one workbook, the one that names the sheet."""
    own = [claim for claim in claims if claim.file == sheet.file]
    named = (claim for claim in own if claim.source.sheet and fnmatchcase(sheet.sheet, claim.source.sheet))
    return next(named, own[0])


def _row_problems(one: Table) -> list[Problem]:
    """Return the reader's Problems of rows below the headings; a title row above is skipped, not faulty."""
    first = min(one.rows, default=0)
    return [problem for row, problem in one.sheet.bad_rows.items() if row >= first or one.skipped == 0]


# ------------------------------------------------------------------ from tables to rows
def _settled(export: Export, parts: Sequence[_Part], context: Context) -> Settled:
    """Return the rows of one export, with every fate."""
    profile = context.config.profile
    match export:
        case Export.OFFICES:
            return settled_export([offices(p.table, p.folder, context) for p in parts], settled_offices, profile)
        case Export.CLIENTS:
            return settled_export([clients(p.table, p.folder, context) for p in parts], settled_clients, profile)
        case Export.SURVEY:
            return settled_export([survey(p.table, p.folder, context) for p in parts], settled_submissions, profile)
        case Export.SURVEY_SAMPLE:
            listed = [survey_sample(p.table, p.folder, context) for p in parts]
            return settled_export(listed, _once(SURVEY_SAMPLE, "client_id"), profile)
        case Export.COMPLAINTS:
            ledger = [complaints(p.table, p.folder, context) for p in parts]
            return settled_export(ledger, _once(COMPLAINTS, "complaint_id"), profile)
        case Export.ORDERS:
            sold = [orders(p.table, p.folder, context) for p in parts]
            return settled_export(sold, _once(ORDERS, "order_id"), profile)
        case Export.SCORECARD_ITEMS:
            filled = [scorecards(p.table, p.folder, context, p.head) for p in parts]
            return settled_export(filled, settled_cards, profile)


def _once(frame: Frame, shown: str) -> "partial[tuple[pd.DataFrame, list[Problem]]]":
    """Return what settles the repeated keys of a frame."""
    content = [name for name in frame.columns if name not in _NOT_CONTENT]
    return partial(settled, key=list(frame.key), content=content, shown=shown)


def _known(done: Mapping[Export, Settled]) -> Known:
    """Return what the registers read so far say together."""
    import pandas as pd

    rows = done[Export.OFFICES].rows
    frame = office_frame(rows)
    names = dict(zip(frame["office_id"], frame["name"], strict=True))
    register = done[Export.CLIENTS].rows if Export.CLIENTS in done else pd.DataFrame()
    if register.empty:
        return Known(names={}, by_id={}, by_code={}, by_name={}, offices=names)
    return known_of(register, names)


# ------------------------------------------------------------------ from rows to facts
def _facts(
    done: Mapping[Export, Settled], card_parts: Sequence[_Part], context: Context, claims: Claims
) -> tuple[Facts, list[Problem]]:
    """Return the frames of every export, and the Problems of the signatures."""
    import pandas as pd

    answers, comments = survey_frames(done[Export.SURVEY])
    signed = [signoffs(part.signs, context) for part in card_parts if part.signs]
    signs = pd.concat([frame for frame, _ in signed], ignore_index=True) if signed else pd.DataFrame()
    cards, items, signatures = card_frames(done[Export.SCORECARD_ITEMS].rows, signs)
    folders = {number: str(Period.parse(folder)) for number, folder in enumerate(claims.folders)}
    read = {
        (export.value, folders[claims.folders.index(one.table.claim.folder)])
        for export, own in done.items()
        for one in own.typed
    }
    facts = Facts(
        register=register_frame(done[Export.CLIENTS].rows),
        offices=office_frame(done[Export.OFFICES].rows),
        memberships=checked_memberships(memberships(context.known)),
        answers=answers,
        comments=comments,
        complaints=frame_of(done[Export.COMPLAINTS].rows, COMPLAINTS),
        orders=frame_of(done[Export.ORDERS].rows, ORDERS),
        cards=cards,
        card_items=items,
        signoffs=signatures,
        survey_sample=frame_of(done[Export.SURVEY_SAMPLE].rows, SURVEY_SAMPLE),
        read=frozenset(read),
    )
    return facts, [problem for _, found in signed for problem in found]


def _coverage(done: Mapping[Export, Settled]) -> "pd.DataFrame":
    """Return COVERAGE of every table, refused ones with all rows set aside."""
    tables: list[Table] = []
    rows: dict[int, pd.DataFrame] = {}
    out: set[int] = set()
    for one in done.values():
        for typed in (*one.typed, *one.left_out):
            rows[len(tables)] = typed.rows
            if typed.table.sheet.file in one.refused:
                out.add(len(tables))
            tables.append(typed.table)
    return coverage(tables, rows, frozenset(out))


# ------------------------------------------------------------------ problems
def _ordered(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems by place, each once."""
    once = dict.fromkeys(problems)
    return tuple(sorted(once, key=lambda p: (p.file, p.sheet, p.row or 0, p.column, p.code, p.value, str(p.expected))))


def _refused_required(problems: Iterable[Problem], claims: Claims, config: Config) -> tuple[str, ...]:
    """Return the required exports of which a file is refused, or that have none."""
    required = {source.export.value for source in config.sources.sources if source.required}
    exports = {claim.file: claim.source for claim in claims.claims}
    refused = {p.file for p in problems if p.severity is Severity.REFUSED}
    found = {exports[file].export.value for file in refused if file in exports and exports[file].required}
    with_files = {claim.source.export.value for claim in claims.claims}
    clashing = {p.file for p in claims.problems if p.code == "E124"}
    missing = required - with_files
    return tuple(sorted(found | missing | (required if clashing else set())))
