"""Registers in which an id stands twice, and the latest word on each office."""

from typing import TYPE_CHECKING

from reportgen.ingest.duplicates import Record, superseded, with_fates
from reportgen.ingest.fates import SUPERSEDED, USED
from reportgen.model.frames import OFFICES, REGISTER
from reportgen.model.problem import Problem, Severity
from reportgen.model.text import text

if TYPE_CHECKING:
    import pandas as pd

_PLACE = ["file", "sheet", "row"]
_CLIENT = ["name", "short_name", "credit_code", "start_date", "end_date", "account_manager", "approval_class"]
_CLIENT += ["client_type", "industry", "previous_names"]


def settled_clients(rows: "pd.DataFrame") -> tuple["pd.DataFrame", list[Problem]]:
    """Return the register rows; a client twice in one register refuses it, unless its rows tell a move.

    Rows that differ in office and office_since only are the client's offices one after the other.
    """
    used = rows[rows["fate"] == USED]
    key = ["register_period", "client_id"]
    same_person = used.duplicated([*key, *_CLIENT], keep=False)
    moves = same_person & used["office_since"].notna() & ~used.duplicated([*key, "office_since"], keep=False)
    return _once(rows, used[~moves], key, [*key, *_CLIENT, "office_id", "office_since"], "E305")


def settled_offices(rows: "pd.DataFrame") -> tuple["pd.DataFrame", list[Problem]]:
    """Return the office rows; an office twice in one register refuses it."""
    used = rows[rows["fate"] == USED]
    return _once(rows, used, ["folder", "office_id"], ["folder", "office_id", "name", "region", "manager", "mail"], "E305")


def _once(
    rows: "pd.DataFrame", used: "pd.DataFrame", key: list[str], content: list[str], code: str
) -> tuple["pd.DataFrame", list[Problem]]:
    """Return the rows with exact repetitions superseded, and the refusal of every other one."""
    repeated = used[used.duplicated(content)]
    firsts = used.drop_duplicates(content)
    winners = firsts.set_index(content)[_PLACE]
    problems = []
    for line in repeated.to_dict("records"):
        found = winners.loc[[tuple(line[name] for name in content)]].iloc[0]
        winner = _record(found["file"], found["sheet"], found["row"])
        problems.append(
            superseded(_record(line["file"], line["sheet"], line["row"]), winner, line["heading"], line[key[-1]])
        )
    clash = firsts[firsts.duplicated(key, keep=False)]
    problems += [
        Problem(
            code="E304" if code == "E305" and _only_office(clash, line, key) else code,
            severity=Severity.REFUSED,
            file=line["file"],
            sheet=line["sheet"],
            row=int(line["row"]),
            column=line["heading"],
            value=line[key[-1]],
            expected=text("one row; rows {rows} say different things", rows=_rows(clash, line, key)),
            hint=text("Correct the register; nothing can be attached to it as it is."),
        )
        for line in clash.to_dict("records")
    ]
    return with_fates(rows, dict.fromkeys(repeated.index, SUPERSEDED)), problems


def _record(file: str, sheet: str, row: int) -> Record:
    return Record(index=-1, folder=0, place=(file, sheet, int(row)), content=())


def _mates(clash: "pd.DataFrame", line: dict[str, object], key: list[str]) -> "pd.DataFrame":
    return clash[[all(pair) for pair in zip(*(clash[name] == line[name] for name in key), strict=True)]]


def _only_office(clash: "pd.DataFrame", line: dict[str, object], key: list[str]) -> bool:
    mates = _mates(clash, line, key)
    return "office_since" in mates and len(mates.drop_duplicates([*key, *_CLIENT])) == 1


def _rows(clash: "pd.DataFrame", line: dict[str, object], key: list[str]) -> str:
    return ", ".join(str(row) for row in _mates(clash, line, key)["row"])


def register_frame(rows: "pd.DataFrame") -> "pd.DataFrame":
    """Return REGISTER: of a client that moved inside one register, its last office."""
    if rows.empty:
        return REGISTER.empty()
    used = rows[rows["fate"] == USED].sort_values("office_since", kind="stable", na_position="first")
    last = used.drop_duplicates(["register_period", "client_id"], keep="last")
    return REGISTER.check(last[list(REGISTER.columns)])


def office_frame(rows: "pd.DataFrame") -> "pd.DataFrame":
    """Return OFFICES: every office that a register names, as the latest one describes it."""
    if rows.empty:
        return OFFICES.empty()
    used = rows[rows["fate"] == USED].sort_values(["folder", *_PLACE], kind="stable")
    return OFFICES.check(used.drop_duplicates("office_id", keep="last")[list(OFFICES.columns)])
