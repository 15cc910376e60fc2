"""What late data, or other rules, would change in a closed period, and who was sent the old figures."""

import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportgen.asked import last_period
from reportgen.ledger.chain import Act, append, entries
from reportgen.ledger.closing import closing_of
from reportgen.ledger.kinds import MAILED, RESTATED
from reportgen.model.text import Text, msg, text
from reportgen.outcome import Outcome, with_config
from reportgen.pipeline import Exit, Request, Silent, Watch, analysed

if TYPE_CHECKING:
    import pandas as pd

    from reportgen.policy.config import Config

_BECAUSE = {
    "rows": msg("  {who} {figure}: {old} → {new}, because {count} rows came, went or changed: {places}"),
    "rules": msg("  {who} {figure}: {old} → {new}, because of other rules"),
    "tool": msg("  {who} {figure}: {old} → {new}, because of another version of the program"),
}


def restate(request: Request, *, at: datetime, actor: str, watch: Watch | None = None) -> Outcome:
    """Compare a closed period with what is known now, and enter the differences; the closed files stay."""
    return with_config(request, lambda config: _restated(config, request, at, actor, watch or Silent()))


def _restated(config: "Config", request: Request, at: datetime, actor: str, watch: Watch) -> Outcome:
    ledger, period, locale = request.ledger_folder, str(request.period), config.profile.locale
    if closing_of(ledger, period) is None:
        never = text("{period} was never closed; build it, and it is as the data are now", period=period)
        return Outcome(exit=Exit.USAGE, said=(never,), locale=locale)
    latest = max(last_period(request.root) or request.period, request.period)
    with tempfile.TemporaryDirectory(prefix="reportgen-") as scratch:
        run = analysed(config, replace(request, period=latest), Path(scratch), watch)
    if run.results is None:
        return Outcome(exit=run.exit, problems=run.problems, said=(run.message,), locale=locale)
    found = run.table.restated
    found = found[found["closed_period"] == period].reset_index(drop=True)
    sent = list(messages(ledger, period))
    if found.empty:
        none = text("nothing that {period} was closed with would be different now", period=period)
        return Outcome(exit=Exit.DONE, said=(none,), locale=locale, restated=found)
    body = {"figures": list(_rows(found)), "sent": [one["to"] for one in sent]}
    before = entries(ledger, kind=RESTATED, period=period)
    if not before or before[-1].body != body:
        append(ledger, Act(kind=RESTATED, period=period, body=body, at=at, actor=actor))
    return Outcome(exit=Exit.NOTED, said=tuple(_lines(found, sent, period)), locale=locale, restated=found)


def messages(ledger: Path, period: str) -> Iterator[Mapping[str, Any]]:
    """Yield every message of the period that was sent."""
    for entry in entries(ledger, kind=MAILED, period=period):
        yield from entry.body["messages"]


def _rows(found: "pd.DataFrame") -> Iterator[dict[str, str]]:
    from reportgen.deliver.tables import frame_rows

    for cells in frame_rows(found):
        yield {name: cell for name, cell in zip(found.columns, cells, strict=True) if cell}


def _lines(found: "pd.DataFrame", sent: Iterable[Mapping[str, Any]], period: str) -> Iterator[Text]:
    """Yield what a person wants to know first."""
    levels = found[found["old_level"] != found["new_level"]]
    yield text(
        "{period} would have {figures} other figures now, {levels} other levels among them",
        period=period,
        figures=len(found),
        levels=len(levels),
    )
    for row in _rows(found):
        because = _BECAUSE[row["cause"]]
        yield text(
            because,
            who=row.get("client_id") or row.get("office_id") or row["level"],
            figure=row["figure"],
            old=_shown(row, "old"),
            new=_shown(row, "new"),
            count=row["rows"],
            places=row.get("places", ""),
        )
    for one in sent:
        yield text(
            "  sent with the old figures: {to}, {at}, {files}",
            to=one["to"],
            at=one["at"],
            files=", ".join(file["file"] for file in one["files"]),
        )


def _shown(row: Mapping[str, str], side: str) -> str:
    value = row.get(side) or row.get(f"{side}_gap", "-")
    level = row.get(f"{side}_level", "")
    return f"{level} ({value})" if level else value
