"""Sheets of all exports → settled rows, facts, coverage and problems; nothing is read from disk here."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from reportgen.ingest.assembly import Settle, Settled, checked_memberships, frame_of, settled_export, survey_frames
from reportgen.ingest.cards import card_frames, settled_cards
from reportgen.ingest.churn_reports import churn_reports
from reportgen.ingest.clients import clients, known_of, memberships, shared_names
from reportgen.ingest.complaints import complaints
from reportgen.ingest.context import Context
from reportgen.ingest.doubts import doubted
from reportgen.ingest.duplicates import settled
from reportgen.ingest.fates import Typed, coverage
from reportgen.ingest.files import Claim, Claims
from reportgen.ingest.forms import form
from reportgen.ingest.known import Known
from reportgen.ingest.limit_applications import limit_applications
from reportgen.ingest.offices import offices, unknown_hours
from reportgen.ingest.order_lines import order_frame, settled_orders
from reportgen.ingest.orders import orders
from reportgen.ingest.owners import owners
from reportgen.ingest.platforms.pairs import paired
from reportgen.ingest.platforms.sheets import bare_codes, laid_out, structure_sheets
from reportgen.ingest.receivables import receivables
from reportgen.ingest.records import records, settled_records
from reportgen.ingest.registers import office_frame, register_frame, settled_clients, settled_offices
from reportgen.ingest.sample_list import survey_sample
from reportgen.ingest.scorecards import scorecards
from reportgen.ingest.shape import table
from reportgen.ingest.sheet import Sheet
from reportgen.ingest.sheetclaims import claimed_sheets, left_out
from reportgen.ingest.signoffs import signoffs
from reportgen.ingest.spellings import confirmed
from reportgen.ingest.submissions import settled_submissions
from reportgen.ingest.survey import survey
from reportgen.ingest.suspicions import suspicions
from reportgen.ingest.table import Table
from reportgen.ingest.targets import targets
from reportgen.ingest.tickets.read import tickets
from reportgen.ingest.tickets.rules import completed, is_ticketed
from reportgen.ingest.unresolved import together, unresolved
from reportgen.ingest.visits import visits
from reportgen.model.fact_frames import (
    CHURN_REPORTS,
    COMPLAINTS,
    LIMIT_APPLICATIONS,
    RECEIVABLES,
    SURVEY_SAMPLE,
    TARGETS,
    VISITS,
)
from reportgen.model.facts import Facts, Window
from reportgen.model.frame import Frame
from reportgen.model.period import Period
from reportgen.model.problem import Problem
from reportgen.model.record_frames import RECORD_FRAMES
from reportgen.model.records.every import RECORDS
from reportgen.model.records.field import Record
from reportgen.policy.config import Config
from reportgen.policy.profile import Profile
from reportgen.policy.sources import Export

if TYPE_CHECKING:
    import pandas as pd

_NOBODY = Known(names={}, by_id={}, by_code={}, by_name={})


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """What all sheets say: facts, COVERAGE, and every Problem found on the way."""

    facts: Facts
    coverage: "pd.DataFrame"
    problems: list[Problem]
    owners: "pd.DataFrame"
    """OWNERS: whose the problems are."""
    unresolved: "pd.DataFrame"
    """UNRESOLVED: what rows without a client say."""
    known: Known


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One table, its folder's place in time, and of a form the other two tables."""

    table: Table
    folder: int
    head: Table | None = None
    signs: Table | None = None


def understood(sheets: Iterable[Sheet], claims: Claims, config: Config, window: Window) -> Understood:
    """Return the facts that all sheets hold.

    The offices are read first, then the clients, then everything that is about clients.

    Raises:  ContractError where a row of a sheet is not accounted for.
    """
    parts, problems = parts_of(sheets, claims, config.profile)
    context = Context(config=config, window=window, known=_NOBODY)
    done: dict[Export, Settled] = {}
    waiting: list[pd.DataFrame] = []
    for export in (
        Export.OFFICES,
        Export.CLIENTS,
        *(e for e in Export if e not in {Export.OFFICES, Export.CLIENTS}),
    ):
        own = [part for part in parts if part.table.source.export is export]
        typed = [_READERS[export](part, context) for part in own]
        waiting += [unresolved(one, p.head or p.table, context) for p, one in zip(own, typed, strict=True)]
        done[export] = settled_export(typed, _SETTLE[export], config.profile)
        if export in {Export.OFFICES, Export.CLIENTS}:
            context = replace(context, known=_known(done))
        if export is Export.CLIENTS:
            spelled, doubtful = confirmed(config.aliases, context.known)
            context = replace(context, known=replace(context.known, aliases=spelled))
            problems += doubtful
    done[Export.SURVEY], doubtful = doubted(done[Export.SURVEY], done[Export.SURVEY_SAMPLE], context)
    problems += doubtful
    facts, found = _facts(done, parts, context)
    problems += [problem for one in done.values() for problem in one.problems]
    problems += [*found, *(problem for part in parts for problem in _row_problems(part.table))]
    problems += shared_names(done[Export.CLIENTS].rows, context.known)
    problems += unknown_hours(config.profile, context.known)
    problems += suspicions(facts, (part.table for part in parts), context)
    whose = owners(done.values(), problems)
    return Understood(
        facts=facts,
        coverage=_coverage(done),
        problems=problems,
        owners=whose,
        unresolved=together(waiting),
        known=context.known,
    )


# ------------------------------------------------------------------ from sheets to tables
def parts_of(sheets: Iterable[Sheet], claims: Claims, profile: Profile) -> tuple[list[Part], list[Problem]]:
    """Return the table of every sheet, and the Problems of their shapes."""
    parts: list[Part] = []
    problems: list[Problem] = []
    place = {folder: number for number, folder in enumerate(claims.folders)}
    every = list(sheets)
    questionnaires = structure_sheets(every, claims)
    without: list[tuple[Sheet, Claim, list[Problem]]] = []
    for sheet, claim in claimed_sheets((one for one in every if one.file not in questionnaires), claims):
        folder = place[claim.folder]
        if claim.source.layout == "form":
            filled, found = form(sheet, claim, profile)
            own = [Part(table=filled.lines, folder=folder, head=filled.head, signs=filled.signs)] if filled else []
        elif is_ticketed(claim.source):
            own, found = _ticketed(sheet, claim, profile, folder)
        elif claim.source.platform:
            layout, found = laid_out(sheet, claim, claims, questionnaires)
            made, more = table(sheet, claim, profile, layout) if layout else (None, [])
            found = [*found, *more]
            own = [Part(table=made, folder=folder)] if made else []
        else:
            made, found = table(sheet, claim, profile)
            own = [Part(table=made, folder=folder)] if made else []
        parts += own
        if own:
            problems += found
        else:
            without.append((sheet, claim, found))
    problems += [
        problem
        for sheet, claim, found in without
        for problem in left_out(
            sheet,
            claim,
            found,
            others=any(
                part.table.claim.file == claim.file and part.table.source.sheet == claim.source.sheet
                for part in parts
            ),
        )
    ]
    tables, found = paired([part.table for part in parts])
    found += [problem for one in tables for problem in bare_codes(one)]
    return [replace(part, table=one) for part, one in zip(parts, tables, strict=True)], [*problems, *found]


def _ticketed(sheet: Sheet, claim: Claim, profile: Profile, folder: int) -> tuple[list[Part], list[Problem]]:
    """Return the ledger that the export of a ticket system stands for."""
    whole, doubled = completed(sheet, claim)
    made, found = table(sheet, whole, profile)
    if made is None:
        return [], [*doubled, *found]
    once, replaced = tickets(made, profile.zone)
    return [Part(table=once, folder=folder)], [*doubled, *found, *replaced]


def _row_problems(one: Table) -> list[Problem]:
    """Return the reader's Problems of rows below the headings; what stands above is a title, not faulty."""
    return [problem for row, problem in one.sheet.bad_rows.items() if row > one.below]


# ------------------------------------------------------------------ from tables to rows
def _declared(record: Record) -> Callable[[Part, Context], Typed]:
    """Return the reader of a declared export."""
    return lambda part, context: records(part.table, part.folder, context, record)


_READERS: Mapping[Export, Callable[[Part, Context], Typed]] = {
    Export.OFFICES: lambda part, context: offices(part.table, part.folder, context),
    Export.CLIENTS: lambda part, context: clients(part.table, part.folder, context),
    Export.SURVEY: lambda part, context: survey(part.table, part.folder, context),
    Export.SURVEY_SAMPLE: lambda part, context: survey_sample(part.table, part.folder, context),
    Export.COMPLAINTS: lambda part, context: complaints(part.table, part.folder, context),
    Export.ORDERS: lambda part, context: orders(part.table, part.folder, context),
    Export.SCORECARD_ITEMS: lambda part, context: scorecards(part.table, part.folder, context, part.head),
    Export.RECEIVABLES: lambda part, context: receivables(part.table, part.folder, context),
    Export.TARGETS: lambda part, context: targets(part.table, part.folder, context),
    Export.VISITS: lambda part, context: visits(part.table, part.folder, context),
    Export.CHURN_REPORTS: lambda part, context: churn_reports(part.table, part.folder, context),
    Export.LIMIT_APPLICATIONS: lambda part, context: limit_applications(part.table, part.folder, context),
    **{Export(record.export): _declared(record) for record in RECORDS},
}


def _once(frame: Frame, shown: str) -> Settle:
    """Return what settles the repeated keys of a frame."""
    content = [name for name in frame.columns if name not in {"file", "sheet", "row"}]
    return partial(settled, key=list(frame.key), content=content, shown=shown)


_SETTLE: Mapping[Export, Settle] = {
    Export.OFFICES: settled_offices,
    Export.CLIENTS: settled_clients,
    Export.SURVEY: settled_submissions,
    Export.SURVEY_SAMPLE: _once(SURVEY_SAMPLE, "client_id"),
    Export.COMPLAINTS: _once(COMPLAINTS, "complaint_id"),
    Export.ORDERS: settled_orders,
    Export.SCORECARD_ITEMS: settled_cards,
    Export.RECEIVABLES: _once(RECEIVABLES, "invoice_id"),
    Export.TARGETS: _once(TARGETS, "client_id"),
    Export.VISITS: _once(VISITS, "visit_id"),
    Export.CHURN_REPORTS: _once(CHURN_REPORTS, "client_id"),
    Export.LIMIT_APPLICATIONS: _once(LIMIT_APPLICATIONS, "application_id"),
    **{Export(record.export): settled_records(record) for record in RECORDS},
}


def _known(done: Mapping[Export, Settled]) -> Known:
    """Return what the registers read so far say together."""
    frame = office_frame(done[Export.OFFICES].rows)
    names = dict(zip(frame["office_id"], frame["name"], strict=True))
    if Export.CLIENTS not in done or done[Export.CLIENTS].rows.empty:
        return replace(_NOBODY, offices=names)
    return known_of(done[Export.CLIENTS].rows, names)


# ------------------------------------------------------------------ from rows to facts
def _facts(done: Mapping[Export, Settled], parts: Sequence[Part], context: Context) -> tuple[Facts, list[Problem]]:
    """Return the frames of every export, and the Problems of the signatures."""
    import pandas as pd

    answers, responses, comments = survey_frames(done[Export.SURVEY])
    signed = [signoffs(part.signs, context) for part in parts if part.signs]
    signs = pd.concat([frame for frame, _ in signed], ignore_index=True) if signed else pd.DataFrame()
    cards, items, signatures = card_frames(done[Export.SCORECARD_ITEMS].rows, signs)
    facts = Facts(
        register=register_frame(done[Export.CLIENTS].rows),
        offices=office_frame(done[Export.OFFICES].rows),
        memberships=checked_memberships(memberships(context.known)),
        answers=answers,
        responses=responses,
        comments=comments,
        complaints=frame_of(done[Export.COMPLAINTS].rows, COMPLAINTS),
        orders=order_frame(done[Export.ORDERS].rows),
        cards=cards,
        card_items=items,
        signoffs=signatures,
        survey_sample=frame_of(done[Export.SURVEY_SAMPLE].rows, SURVEY_SAMPLE),
        receivables=frame_of(done[Export.RECEIVABLES].rows, RECEIVABLES),
        targets=frame_of(done[Export.TARGETS].rows, TARGETS),
        visits=frame_of(done[Export.VISITS].rows, VISITS),
        churn_reports=frame_of(done[Export.CHURN_REPORTS].rows, CHURN_REPORTS),
        limit_applications=frame_of(done[Export.LIMIT_APPLICATIONS].rows, LIMIT_APPLICATIONS),
        records={name: frame_of(done[Export(name)].rows, frame) for name, frame in RECORD_FRAMES.items()},
        read=frozenset(
            (export.value, str(Period.parse(one.table.claim.folder)))
            for export, own in done.items()
            for one in own.typed
        ),
    )
    return facts, [problem for _, found in signed for problem in found]


def _coverage(done: Mapping[Export, Settled]) -> "pd.DataFrame":
    """Return COVERAGE of every table, refused ones with all rows set aside."""
    every = [(typed, one.refused) for one in done.values() for typed in (*one.typed, *one.left_out)]
    refused = frozenset(at for at, (typed, out) in enumerate(every) if typed.table.sheet.file in out)
    return coverage([typed for typed, _ in every], refused)
