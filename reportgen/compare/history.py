"""From one standing to the next: which of the eight classes, by rank and never by letter."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reportgen.model.due import due_since

if TYPE_CHECKING:
    import pandas as pd

    from reportgen.model.facts import Window

NO_LEVEL = ("lost", "withdrawn", "unrated")
"""Classes of clients that have no level now."""
MOVED = ("up", "down", "same")
"""Classes that compare two ranks."""


def transition_classes(sides: "pd.DataFrame") -> "pd.Series[str]":
    """The class of each client; the first line that fits decides.

    In:      one row per client in the population before or now: in_now, revoked (a level was taken
             away and none given since), due (a grading was due), made (it was made): bool;
             rank_before, rank_now: Int64 in the present order of levels, NA = no level.
    Out:     lost, withdrawn, unrated, new, not_rerated, up, down or same, per row.
    Source:  P03.24, P03.32; results contract, section 5, transitions (1) to (6). A level before and
             none now, without a revocation, is (5): the grading that was due was not made.
    """
    import pandas as pd

    before, now = sides["rank_before"].notna(), sides["rank_now"].notna()
    missed = (sides["due"] & ~sides["made"]) | (before & ~now)
    lines = (
        ("lost", ~sides["in_now"]),
        ("withdrawn", sides["revoked"]),
        ("unrated", ~before & ~now),
        ("new", ~before & now),
        ("not_rerated", missed),
        ("up", sides["rank_now"] < sides["rank_before"]),
        ("down", sides["rank_now"] > sides["rank_before"]),
    )
    found = pd.Series("same", index=sides.index, dtype="str")
    for name, fits in reversed(lines):
        found = found.mask(fits.fillna(value=False).astype("bool"), name)
    return found


def transitions_of(
    history: "pd.DataFrame",
    clients: Sequence[str],
    window: "Window",
    *,
    levels: Sequence[str],
    revoked: str,
    cycle: str,
) -> "pd.DataFrame":
    """The transitions that a history of ratings shows in the period of ``window``.

    In:      history: client_id, rated_on (day), level; of two rows on one day the later one counts.
             clients: the register, the same before and now. levels: best first. revoked: the word
             that takes a level away, such as NR. cycle: quarterly or yearly.
    Out:     client_id (key, sorted), previous_level, level, transition; a client without a level
             has an empty one, and a level that was not rated again stays.
    Source:  results contract, section 5, transitions; NR is (2).
    """
    import pandas as pd

    day = pd.Timestamp(window.last_day)
    known = history[history["rated_on"] <= day].sort_values("rated_on", kind="stable")
    start = pd.Timestamp(window.period.start)
    everyone = pd.DataFrame({"client_id": pd.Series(sorted(clients), dtype="str")})
    before = _latest(everyone, known[known["rated_on"] < start])
    now = _latest(everyone, known)
    ranks = {level: rank for rank, level in enumerate(levels, 1)}
    due = due_since(cycle, window)
    sides = pd.DataFrame(
        {
            "in_now": True,
            "revoked": now["level"].eq(revoked),
            "due": due is not None,
            "made": now["rated_on"].ge(start if due is None else pd.Timestamp(due)),
            "rank_before": before["level"].map(ranks).astype("Int64"),
            "rank_now": now["level"].map(ranks).astype("Int64"),
        }
    )
    return everyone.assign(
        previous_level=before["level"].where(before["level"] != revoked, ""),
        level=now["level"].where(now["level"] != revoked, ""),
        transition=transition_classes(sides),
    )


def _latest(everyone: "pd.DataFrame", known: "pd.DataFrame") -> "pd.DataFrame":
    """Return the last row of each client."""
    last = known.drop_duplicates("client_id", keep="last")
    found = everyone.merge(last, on="client_id", how="left", validate="one_to_one")
    return found.assign(level=found["level"].fillna("").astype("str"))
