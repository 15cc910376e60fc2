"""The office register: the state at the end of its folder's period."""

from collections.abc import Sequence

from reportgen.ingest.context import Context
from reportgen.ingest.fates import Typed, placed, text_column
from reportgen.ingest.known import Known
from reportgen.ingest.table import Table
from reportgen.ingest.vocabulary import blank
from reportgen.model.problem import Problem, Severity
from reportgen.model.text import text
from reportgen.policy.load import PROFILE
from reportgen.policy.profile import Profile

_NEEDED = ("manager", "mail")


def offices(table: Table, folder: int, context: Context) -> Typed:
    """Return the offices of one register: OFFICES with folder and fate."""
    del context  # every reader is called alike
    ids, bad_ids = table.codes("office_id")
    words = {name: table.plain(name) for name in ("name", "region", "manager", "mail")}
    names, bad_names = words["name"]
    faults = [bad_ids, blank(table, "office_id", ids, bad_ids)]
    aside = set().union(*faults)
    nameless = {at: p for at, p in blank(table, "name", names, bad_names).items() if at not in aside}
    shown = [name or office for name, office in zip(names, ids, strict=True)]
    rows = placed(table, folder, aside, "office_id").assign(
        office_id=text_column(ids),
        **{name: text_column(values) for name, (values, _) in words.items()},
    )
    rows["name"] = text_column(shown)
    problems = [p for found in (*faults, nameless, *(bad for _, bad in words.values())) for p in found.values()]
    problems += _unreachable(table, {name: words[name][0] for name in _NEEDED}, aside)
    return Typed(table=table, rows=rows, problems=problems)


def _unreachable(table: Table, words: dict[str, Sequence[str]], aside: set[int]) -> list[Problem]:
    """Return a warning for each office without a manager or mail address, where there is such a column."""
    expected = text("a value; reports of the office have nobody to go to")
    return [
        table.problem(at, name, "E306", expected, severity=Severity.WARNING)
        for name, values in words.items()
        if name in table.columns
        for at, value in enumerate(values)
        if not value and at not in aside
    ]


def unknown_hours(profile: Profile, known: Known) -> list[Problem]:
    """Return a warning for each office that has hours of its own and that no register has."""
    named = profile.working_hours.offices if profile.working_hours else {}
    expected = text("an office of the register; the hours of this one count for nobody")
    return [
        Problem(
            code="E307",
            severity=Severity.WARNING,
            file=PROFILE,
            column=f"working_hours.offices.{office}",
            value=office,
            expected=expected,
        )
        for office in named
        if known.offices and office not in known.offices
    ]
