"""What an improvement has come to on a day."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import pandas as pd

Notice = tuple[str, date | None]
"""Which improvement a notice of a result names ("" = none), and the day on which it was sent."""
State = Literal["open", "overdue", "done", "cancelled"]


def state_on(day: date, *, status: str, due: date | None, done: date | None) -> State:
    """Return the state of an improvement as known on ``day``.

    One that is done without a day is done, as a complaint closed without a date is closed; what was done
    later is still open, and on its last day itself it is overdue.

    Source:  P07.16, P11.18; docs/results.md, section 8.

    >>> state_on(date(2026, 9, 30), status="done", due=None, done=date(2026, 10, 1))
    'open'
    """
    if (done is not None and done <= day) or (done is None and status == "done"):
        return "done"
    if status == "cancelled":
        return "cancelled"
    return "overdue" if due is not None and due <= day else "open"


def told_on(
    day: date, *, action_id: str, done: date | None, shown: date | None, notices: Iterable[Notice]
) -> date | None:
    """Return the first day on which a client was told of an improvement, None if it was not by ``day``.

    ``shown``: what the improvement itself says; ``notices``: those of results that the client was sent. One
    that names no improvement tells of those that were done by then.

    Source:  P11.20; docs/results.md, section 8.

    >>> told_on(date(2026, 9, 30), action_id="M1", done=date(2026, 8, 1), shown=None,
    ...         notices=[("", date(2026, 7, 1)), ("", date(2026, 8, 3)), ("M1", None)])
    datetime.date(2026, 8, 3)
    """
    days = [shown] if shown is not None else []
    for named, sent in notices:
        if sent is not None and (named == action_id or (not named and done is not None and sent >= done)):
            days.append(sent)
    return min((one for one in days if one <= day), default=None)


def answered(actions: "pd.DataFrame", complaints: "pd.DataFrame", feedback: "pd.DataFrame") -> "pd.DataFrame":
    """Return whose complaints and feedback each improvement answers: action_id, client_id, kind; each once.

    It answers what is its source, and what names it.
    """
    import pandas as pd

    found = []
    for kind, said in (("complaint", complaints), ("feedback", feedback)):
        own = said[["client_id", f"{kind}_id", "action_id"]]
        sources = actions.loc[actions["source_kind"].eq(kind), ["action_id", "source_id"]]
        led = sources.merge(
            own.drop(columns="action_id"),
            left_on="source_id",
            right_on=f"{kind}_id",
            how="inner",
            validate="many_to_many",
        )
        both = pd.concat(
            [led[["action_id", "client_id"]], own.loc[own["action_id"].ne(""), ["action_id", "client_id"]]]
        )
        found.append(both.assign(kind=kind))
    return pd.concat(found).drop_duplicates(ignore_index=True)
