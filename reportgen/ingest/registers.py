"""Registers in which an id stands twice, and the latest word on each office."""

from collections.abc import Hashable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from reportgen.ingest.duplicates import record_of, superseded, with_fates
from reportgen.ingest.fates import SUPERSEDED, USED
from reportgen.ingest.mergers import settled_mergers
from reportgen.model.fact_frames import OFFICES, REGISTER
from reportgen.model.problem import Problem, Severity
from reportgen.model.records.more import MORE
from reportgen.model.text import text

if TYPE_CHECKING:
    import pandas as pd

_PLACE = ["file", "sheet", "row"]
_CLIENT_KEY = ["register_period", "client_id"]
_PERSON = [
    "name",
    "short_name",
    "previous_names",
    "credit_code",
    "start_date",
    "end_date",
    "account_manager",
    "approval_class",
    "client_type",
    "industry",
    "merged_into",
    "merged_on",
    "split_from",
    *(one.column for one in MORE["clients"]),
]
"""What a client's rows share where they tell its offices one after the other."""
_WHERE = ["office_id", "office_since"]

Line = Mapping[Hashable, Any]


def settled_clients(rows: "pd.DataFrame") -> tuple["pd.DataFrame", list[Problem]]:
    """Return the register rows; a client twice in one register refuses it, unless its rows tell a move.

    Rows that differ in office and office_since only are the client's offices one after the other.
    """
    merged, told = settled_mergers(rows)
    settled, problems = _settled(merged)
    return settled, [*told, *problems]


def _settled(rows: "pd.DataFrame") -> tuple["pd.DataFrame", list[Problem]]:
    used = rows[rows["fate"] == USED]
    same = used.duplicated([*_CLIENT_KEY, *_PERSON], keep=False)
    moved = same & used["office_since"].notna() & ~used.duplicated([*_CLIENT_KEY, "office_since"], keep=False)
    return _once(rows, used[~moved], _CLIENT_KEY, [*_CLIENT_KEY, *_PERSON, *_WHERE])


def settled_offices(rows: "pd.DataFrame") -> tuple["pd.DataFrame", list[Problem]]:
    """Return the office rows; an office twice in one register refuses it."""
    key = ["folder", "office_id"]
    return _once(rows, rows[rows["fate"] == USED], key, [*key, "name", "region", "manager", "mail"])


def _once(
    rows: "pd.DataFrame", used: "pd.DataFrame", key: Sequence[str], content: Sequence[str]
) -> tuple["pd.DataFrame", list[Problem]]:
    """Return the rows with exact repetitions superseded, and the refusal of every other one."""
    repeated = used.duplicated(list(content))
    problems = []
    fates: dict[int, str] = {}
    mates = used[used.duplicated(list(content), keep=False)]
    for _, own in mates.groupby(list(content), dropna=False, sort=False):
        lines = own.to_dict("records")
        problems += [_twice(line, lines[0], key) for line in lines[1:]]
        fates |= dict.fromkeys(own.index[1:], SUPERSEDED)
    firsts = used[~repeated]
    for _, own in firsts[firsts.duplicated(list(key), keep=False)].groupby(list(key), sort=False):
        lines = own.to_dict("records")
        problems += [_torn(line, lines, key) for line in lines]
    return with_fates(rows, fates), problems


def _twice(line: Line, first: Line, key: Sequence[str]) -> Problem:
    return superseded(record_of(line), record_of(first), line["heading"], line[key[-1]])


def _torn(line: Line, lines: Sequence[Line], key: Sequence[str]) -> Problem:
    """Return the refusal of a row whose id other rows use for something else."""
    offices_only = (
        key == _CLIENT_KEY
        and len({other["name"] for other in lines}) == 1
        and len({other["office_id"] for other in lines}) > 1
    )
    return Problem(
        code="E304" if offices_only else "E305",
        severity=Severity.REFUSED,
        file=line["file"],
        sheet=line["sheet"],
        row=int(line["row"]),
        column=line["heading"],
        value=line[key[-1]],
        expected=text(
            "one row; the rows {rows} say different things", rows=", ".join(str(other["row"]) for other in lines)
        ),
        hint=text("Correct the register; nothing can be attached to this id as it is."),
    )


def register_frame(rows: "pd.DataFrame") -> "pd.DataFrame":
    """Return REGISTER: of a client that moved inside one register, its last office."""
    if rows.empty:
        return REGISTER.empty()
    used = rows[rows["fate"] == USED].sort_values("office_since", kind="stable", na_position="first")
    last = used.drop_duplicates(_CLIENT_KEY, keep="last")
    return REGISTER.check(last[list(REGISTER.columns)])


def office_frame(rows: "pd.DataFrame") -> "pd.DataFrame":
    """Return OFFICES: every office that a register names, as the latest one describes it."""
    if rows.empty:
        return OFFICES.empty()
    used = rows[rows["fate"] == USED].sort_values(["folder", *_PLACE], kind="stable")
    return OFFICES.check(used.drop_duplicates("office_id", keep="last")[list(OFFICES.columns)])
