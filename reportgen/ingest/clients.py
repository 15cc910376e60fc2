"""The client register: one row a client and register, and what all registers say together."""

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from reportgen.ingest.context import Context
from reportgen.ingest.dates import day_column, days, moments
from reportgen.ingest.fates import USED, Typed, placed, text_column
from reportgen.ingest.fields import more_columns
from reportgen.ingest.known import Known, Spell
from reportgen.ingest.mergers import successions
from reportgen.ingest.table import Table
from reportgen.ingest.vocabulary import blank
from reportgen.model.credit_code import credit_key, is_credit_code
from reportgen.model.folding import as_shown, folded
from reportgen.model.names import several
from reportgen.model.period import Period
from reportgen.model.problem import Problem, Severity
from reportgen.model.records.more import MORE
from reportgen.model.text import text

if TYPE_CHECKING:
    import pandas as pd

_WORDS = ("name", "short_name", "account_manager", "client_type", "industry", "previous_names")
_DAYS = ("office_since", "start_date", "end_date", "merged_on")
_KIN = ("merged_into", "split_from")


def clients(table: Table, folder: int, context: Context) -> Typed:
    """Return the clients of one register: REGISTER with previous_names, folder and fate.

    A row without an id, or of an office that no register has, is set aside.
    """
    zone = context.config.profile.zone
    ids, bad_ids = table.codes("client_id")
    codes, bad_codes = table.codes("credit_code")
    bad_codes |= _no_codes(table, codes)
    kin = {name: table.codes(name) for name in _KIN}
    words = {name: table.plain(name) for name in _WORDS}
    classes, bad_classes = table.words("approval_class", ("regular", "special"))
    more = more_columns(table, MORE["clients"], context)
    read = {name: moments(table, name, context.missing) for name in _DAYS}
    dates = {name: days(one.found, zone) for name, one in read.items()}
    offices, unknown = _offices(table, context.known)
    faults = [bad_ids, blank(table, "client_id", ids, bad_ids), unknown]
    aside = set().union(*faults)
    names, bad_names = words["name"]
    nameless = {at: p for at, p in blank(table, "name", names, bad_names).items() if at not in aside}
    backwards = _backwards(table, dates["start_date"], dates["end_date"])
    dates["end_date"] = [None if at in backwards else day for at, day in enumerate(dates["end_date"])]
    written = zip(names, table.cells("name"), ids, strict=True)
    shown = [as_shown(cell) if name else one for name, cell, one in written]
    rows = placed(table, folder, aside, "client_id").assign(
        register_period=text_column([str(Period.parse(table.claim.folder))] * len(ids)),
        client_id=text_column(ids),
        credit_code=text_column(codes),
        office_id=text_column(offices),
        approval_class=text_column(classes),
        **{name: text_column(values) for name, (values, _) in (words | kin).items()},
        **{name: day_column(values) for name, values in dates.items()},
        **more.columns,
    )
    rows = rows.assign(name=text_column(shown))
    cells = [bad_codes, bad_classes, nameless, backwards, *(bad for _, bad in (words | kin).values())]
    cells += [one.faults for one in read.values()]
    problems = [problem for found in (*faults, *cells) for problem in found.values()]
    problems += [*more.problems, *(note for one in read.values() for note in one.notes)]
    return Typed(table=table, rows=rows, problems=problems)


def _no_codes(table: Table, codes: Sequence[str]) -> dict[int, Problem]:
    """Return a warning for each credit code whose check character does not fit; the row is used all the same."""
    expected = text("a code of 18 characters whose check character fits (GB 32100); this one is no key")
    hint = text("Correct the code, or leave it blank; records that give it alone are set aside.")
    wrong = {code for code in set(codes) if code and not is_credit_code(code)}
    return {
        at: table.problem(at, "credit_code", "E250", expected, severity=Severity.WARNING, hint=hint)
        for at, code in enumerate(codes)
        if code in wrong
    }


def _offices(table: Table, known: Known) -> tuple[list[str], dict[int, Problem]]:
    """Return each row's office, by its id or else its name, and the Problems of unknown ones."""
    ids, faults = table.codes("office_id")
    by_id = {folded(office): office for office in known.offices}
    by_name = {folded(name): office for office, name in known.offices.items()}
    found = [by_id.get(folded(one)) or by_name.get(folded(one)) or "" for one in ids]
    if not known.offices:
        return list(ids), faults
    expected = text("an office of the register: {offices}", offices=", ".join(sorted(known.offices)))
    for at, office in enumerate(found):
        if not office and at not in faults:
            faults[at] = table.problem(at, "office_id", "E307", expected)
    return found, faults


def _backwards(table: Table, starts: Sequence[date | None], ends: Sequence[date | None]) -> dict[int, Problem]:
    expected = text("a last day not before the first day as a client")
    return {
        at: table.problem(at, "end_date", "E226", expected)
        for at, (start, end) in enumerate(zip(starts, ends, strict=True))
        if start and end and end < start
    }


# ------------------------------------------------------------------ all registers together
def known_of(register: "pd.DataFrame", offices: Mapping[str, str]) -> Known:
    """Return what all registers say together: their used rows, the earliest register first."""
    names: dict[str, str] = {}
    every: dict[str, dict[str, None]] = defaultdict(dict)
    by_name: dict[str, set[str]] = defaultdict(set)
    codes: dict[str, set[str]] = defaultdict(set)
    ends: dict[str, date] = {}
    spells: dict[str, list[Spell]] = defaultdict(list)
    rows = _in_time(register)
    for row in rows:
        client = row["client_id"]
        names[client] = row["name"]
        for name in (row["name"], row["short_name"], *several(row["previous_names"])):
            if folded(name):
                by_name[folded(name)].add(client)
                every[client][name.strip()] = None
        if is_credit_code(row["credit_code"]):
            codes[client].add(credit_key(row["credit_code"]))
        ends.pop(client, None)
        if row["end_date"]:
            ends[client] = row["end_date"]
        spells[client] = _spells(spells[client], row)
    owners: dict[str, set[str]] = defaultdict(set)
    for client, own in codes.items():
        for code in own:
            owners[code].add(client)
    return Known(
        names=names,
        by_id={folded(client): client for client in names},
        by_code={code: min(own) for code, own in owners.items() if len(own) == 1},
        by_name={name: min(own) for name, own in by_name.items() if len(own) == 1},
        shared={name: tuple(sorted(own)) for name, own in by_name.items() if len(own) > 1},
        codes={client: frozenset(own) for client, own in codes.items()},
        spells={client: tuple(own) for client, own in spells.items()},
        ends=ends,
        offices=dict(offices),
        all_names={client: tuple(dict.fromkeys((names[client], *own))) for client, own in every.items()},
        successions=successions(rows),
    )


def _in_time(register: "pd.DataFrame") -> list[dict[Hashable, Any]]:
    """Return used rows, the earliest register and office spell first, days as dates or None."""
    if register.empty:
        return []
    used = register[register["fate"] == USED]
    ends = {name: Period.parse(name).end for name in used["register_period"].unique()}
    rows = used.assign(
        period_end=used["register_period"].map(ends),
        **{name: _dates(used[name]) for name in _DAYS},
    ).to_dict("records")
    return sorted(rows, key=lambda row: (row["period_end"], row["client_id"], row["office_since"] or date.min))


def _dates(days_: "pd.Series[pd.Timestamp]") -> "pd.Series[Any]":
    return days_.dt.date.astype(object).where(days_.notna(), None)


def _spells(before: Sequence[Spell], row: Mapping[Hashable, Any]) -> list[Spell]:
    """Return a client's spells after one more register row.

    A register is the state at its period's end, so its own statement replaces what earlier ones
    said of later days. Without a date, a new office is taken from the register's period on.
    """
    since, office = row["office_since"], row["office_id"]
    if since is None and before:
        if before[-1].office_id == office:
            return list(before)
        since = Period.parse(row["register_period"]).start
    first = since or date.min
    return [
        *(spell for spell in before if (spell.since or date.min) < first),
        Spell(since=since, office_id=office),
    ]


def memberships(known: Known) -> "pd.DataFrame":
    """Return MEMBERSHIPS of all registers; since is NA where a client was always there."""
    import pandas as pd

    rows = [(client, spell.office_id, spell.since) for client, own in known.spells.items() for spell in own]
    return pd.DataFrame(
        {
            "client_id": text_column([row[0] for row in rows]),
            "office_id": text_column([row[1] for row in rows]),
            "since": day_column([row[2] for row in rows]),
        }
    )


def shared_names(register: "pd.DataFrame", known: Known) -> list[Problem]:
    """Return a warning for each name that two clients of the latest register carry."""
    used = _in_time(register)
    last = max((row["period_end"] for row in used), default=None)
    problems = []
    for row in used:
        if row["period_end"] != last:
            continue
        fields = [("name", row["name"], "E303"), ("short_name", row["short_name"], "E302")]
        fields += [("previous_names", name, "E302") for name in several(row["previous_names"])]
        problems += [
            Problem(
                code=code,
                severity=Severity.WARNING,
                file=row["file"],
                sheet=row["sheet"],
                row=int(row["row"]),
                column=field,
                value=name,
                expected=text(
                    "a name of one client; {clients} share it", clients=", ".join(known.shared[folded(name)])
                ),
                hint=text("Records that give this name alone are set aside."),
            )
            for field, name, code in fields
            if folded(name) in known.shared
        ]
    return problems
