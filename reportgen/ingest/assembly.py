"""Rows of all tables of an export → its settled rows, and the frames of the facts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reportgen.ingest.fates import USED, Typed
from reportgen.ingest.refusals import out_of_period, refused
from reportgen.ingest.submissions import response_ids
from reportgen.model.fact_frames import ANSWERS, COMMENTS, MEMBERSHIPS, RESPONSES
from reportgen.model.frame import Frame
from reportgen.model.problem import Problem, Severity
from reportgen.policy.profile import Profile

if TYPE_CHECKING:
    import pandas as pd

Settle = Callable[["pd.DataFrame"], tuple["pd.DataFrame", list[Problem]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """One export after duplicates and refusals."""

    typed: Sequence[Typed]
    """Tables of files that were not refused, each with the final fates."""
    rows: "pd.DataFrame"
    """Their rows, one below the other."""
    refused: frozenset[str]
    """Files that are left out as a whole."""
    left_out: Sequence[Typed]
    problems: list[Problem]


def settled_export(typed: Sequence[Typed], settle: Settle, profile: Profile) -> Settled:
    """Return the settled rows of one export's tables.

    A refused file takes part in nothing: what it would have replaced counts again. So the rows are
    settled anew until no file is refused any more.
    """
    said = [problem for one in typed for problem in one.problems]
    why = list(refused(typed, profile).values())
    while True:
        out = {problem.file for problem in (*said, *why) if problem.severity is Severity.REFUSED}
        kept = [one for one in typed if one.table.sheet.file not in out]
        rows, problems = settle(stacked(kept)) if kept else (stacked(kept), [])
        kept = _split(kept, rows)
        again = [problem for problem in problems if problem.severity is Severity.REFUSED]
        again += refused(kept, profile).values()
        if not again:
            break
        why += again
    left_out = [one for one in typed if one.table.sheet.file in out]
    why += [note for one in kept for note in out_of_period(one)]
    return Settled(
        typed=kept, rows=rows, refused=frozenset(out), left_out=left_out, problems=[*said, *problems, *why]
    )


def stacked(typed: Sequence[Typed]) -> "pd.DataFrame":
    """Return the rows of tables one below the other."""
    import pandas as pd

    return pd.concat([one.rows for one in typed], ignore_index=True) if typed else pd.DataFrame()


def _split(typed: Sequence[Typed], rows: "pd.DataFrame") -> list[Typed]:
    """Return the tables with their part of the stacked rows."""
    made, start = [], 0
    for one in typed:
        made.append(replace(one, rows=rows.iloc[start : start + len(one.rows)]))
        start += len(one.rows)
    return made


def frame_of(rows: "pd.DataFrame", frame: Frame) -> "pd.DataFrame":
    """Return the used rows in the columns of a contract, checked."""
    if rows.empty:
        return frame.empty()
    return frame.check(rows.loc[rows["fate"] == USED, list(frame.columns)])


def part_of(settled: Settled, name: str) -> "pd.DataFrame":
    """Return a further frame of all tables with the row fields beside it, used rows only."""
    import pandas as pd

    pieces, start = [], 0
    for one in settled.typed:
        part = one.parts[name]
        pieces.append(part.assign(at=part["at"] + start))
        start += len(one.rows)
    if not pieces:
        return pd.DataFrame()
    part = pd.concat(pieces, ignore_index=True)
    beside = settled.rows.iloc[part["at"].to_numpy()].reset_index(drop=True)
    beside = beside.drop(columns=[column for column in part.columns if column in beside])
    joined = pd.concat([beside, part.drop(columns="at")], axis="columns")
    return joined[joined["fate"] == USED]


def survey_frames(settled: Settled) -> tuple["pd.DataFrame", "pd.DataFrame", "pd.DataFrame"]:
    """Return ANSWERS, RESPONSES and COMMENTS; a comment repeated on each row of a form stands once."""
    if settled.rows.empty:
        return ANSWERS.empty(), RESPONSES.empty(), COMMENTS.empty()
    named = replace(settled, rows=settled.rows.assign(response_id=response_ids(settled.rows)))
    answers, comments = part_of(named, "answers"), part_of(named, "comments")
    once = comments.drop_duplicates(["response_id", "comment"])
    used = named.rows[named.rows["fate"] == USED]
    responses = frame_of(used.drop_duplicates("unit"), RESPONSES)
    return frame_of(answers, ANSWERS), responses, frame_of(once, COMMENTS)


def checked_memberships(rows: "pd.DataFrame") -> "pd.DataFrame":
    """Return MEMBERSHIPS, checked."""
    return MEMBERSHIPS.check(rows) if len(rows) else MEMBERSHIPS.empty()
