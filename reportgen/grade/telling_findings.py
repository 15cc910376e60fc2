"""Improvements that answer a client's complaint and that the client was not told of."""

from collections import defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING

from reportgen.grade.card_findings import place
from reportgen.model.improvements import Notice, answered, state_on, told_on
from reportgen.model.text import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from reportgen.grade.scene import Scene
    from reportgen.model.finding import Finding


def improvement_not_told(scene: "Scene", clause: str) -> "Iterator[Finding]":
    """The improvements that answer a complaint, are done, and of which its client was not told.

    An improvement answers the complaint that is its source, and each that names it. It is looked at in the
    period in which the last day for telling lies; one done without a day, from the day of its decision.

    In:      scene: of a pack for complaints; improvement_actions and notices of the declared exports.
    Out:     a finding per client at as-of and improvement, since the day on which it was done.
    Source:  P11.20 the client is shown the results; the days are the pack's, none = at once.
    """
    notices, owed, last = _notices(scene), _answered(scene), scene.window.last_day
    for row in scene.facts.records["improvement_actions"].to_dict("records"):
        done = _day(row["done_at"])
        if state_on(last, status=row["status"], due=_day(row["due_date"]), done=done) != "done":
            continue
        since = done or _day(row["decided_at"])
        if since is None or not scene.window.period.start <= since + _patience(scene) <= last:
            continue
        shown = _day(row["shown_to_client_at"])
        for client in sorted(owed[row["action_id"]] & set(scene.clients["client_id"])):
            told = told_on(last, action_id=row["action_id"], done=done, shown=shown, notices=notices[client])
            if told is None:
                what = text("its complaint led to an improvement, and nothing says that it was told")
                yield scene.found(
                    clause, what, client=client, subject=row["action_id"], since=since, evidence=place(row)
                )


def _patience(scene: "Scene") -> timedelta:
    """Return how long after an improvement is done its client may wait to be told."""
    listening = scene.pack.complaints.listening if scene.pack.complaints else None
    telling = listening.telling if listening else None
    return timedelta(days=telling.days or 0 if telling else 0)


def _notices(scene: "Scene") -> "defaultdict[str, list[Notice]]":
    """Return the notices of improvements that each client was sent."""
    every = scene.facts.records["notices"]
    found: defaultdict[str, list[Notice]] = defaultdict(list)
    for row in every[every["kind"] == "improvement"].to_dict("records"):
        found[row["client_id"]].append((row["action_id"], _day(row["sent_at"])))
    return found


def _answered(scene: "Scene") -> "defaultdict[str, set[str]]":
    """Return improvement → the clients whose complaints it answers."""
    import pandas as pd

    ledger, records = scene.facts.complaints, scene.facts.records
    known = ledger[ledger["received_at"] < pd.Timestamp(scene.window.as_of)]
    pairs = answered(records["improvement_actions"], known, records["feedback"].iloc[:0])
    found: defaultdict[str, set[str]] = defaultdict(set)
    for action, client in zip(pairs["action_id"], pairs["client_id"], strict=True):
        found[action].add(client)
    return found


def _day(value: "pd.Timestamp | None") -> date | None:
    """Return the date of a midnight, None where there is none."""
    import pandas as pd

    return None if pd.isna(value) else value.date()
