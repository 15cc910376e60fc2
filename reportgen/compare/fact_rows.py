"""Every row that a period rests on, with a digest of what it says: what a later reading is compared with."""

from dataclasses import fields
from typing import TYPE_CHECKING

from reportgen.model.closed import FACT_ROWS
from reportgen.model.facts import Facts, Window
from reportgen.model.frame import DAY, MOMENT
from reportgen.model.period import Period

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

_PLACE = ["file", "sheet", "row"]
_STATES = ("register_period", "state_period", "period")
"""Columns with the folder's period of a frame whose rows are a state at its end."""


def fact_rows(facts: Facts, window: Window) -> "pd.DataFrame":
    """Return FACT_ROWS: one row per row of each frame of ``facts`` that was known as of the window.

    In:      facts; window: rows dated at its as-of or later do not count, and later moments of a row that
             does (the close of a complaint, say) are left out of its digest, with its state.
    Out:     FACT_ROWS; the digest leaves the place out, so that a row that only moved says the same.
    Source:  results contract, section 2 (known as of); decision record 25.
    """
    import pandas as pd

    made = [_digested(name, _known(frame, window), window) for name, frame in _frames(facts)]
    return FACT_ROWS.cast(pd.concat(made, ignore_index=True)) if made else FACT_ROWS.empty()


def _frames(facts: Facts) -> "Iterator[tuple[str, pd.DataFrame]]":
    """Yield (export, frame) of every frame that has rows with a place."""
    typed = [(one.name, getattr(facts, one.name)) for one in fields(facts) if one.name not in {"records", "read"}]
    for name, frame in [*typed, *facts.records.items()]:
        if len(frame) and set(_PLACE) <= set(frame.columns):
            yield name, frame


def _moments(frame: "pd.DataFrame") -> list[str]:
    return [str(name) for name, dtype in frame.dtypes.items() if str(dtype) in {MOMENT, DAY}]


def _later(frame: "pd.DataFrame", name: str, window: Window) -> "pd.Series[bool]":
    """Return where a moment or day is not known yet as of the window."""
    import pandas as pd

    as_of = pd.Timestamp(window.as_of)
    limit = as_of.tz_convert("UTC") if str(frame[name].dtype) == MOMENT else as_of.tz_localize(None)
    return (frame[name] >= limit).fillna(value=False).astype(bool)


def _known(frame: "pd.DataFrame", window: Window) -> "pd.DataFrame":
    """Return the rows that count in the window, by the date that comes first in the frame or by its folder."""
    for state in _STATES:
        if state in frame.columns:
            later = frame[state].map(lambda name: Period.parse(name).start > window.period.start)
            return frame[~later.astype(bool)]
    dated = _moments(frame)
    return frame[~_later(frame, dated[0], window)] if dated else frame


def _digested(name: str, frame: "pd.DataFrame", window: Window) -> "pd.DataFrame":
    import pandas as pd

    said = frame.drop(columns=_PLACE)
    open_still = pd.Series(data=False, index=frame.index)
    for moment in _moments(said):
        later = _later(said, moment, window)
        said[moment] = said[moment].mask(later)
        open_still |= later
    if "status" in said.columns:
        said["status"] = said["status"].mask(open_still, "")
    hashed = pd.util.hash_pandas_object(said.astype("string").fillna(""), index=False)
    rows = frame[_PLACE].assign(export=name, digest=hashed.map("{:016x}".format).to_numpy())
    rows["client_id"] = frame["client_id"] if "client_id" in frame.columns else ""
    rows["part"] = rows.groupby(_PLACE, sort=False).cumcount()
    return rows
