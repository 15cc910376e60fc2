"""GRADED, POINTS and Findings of one window: every pack with a scale, every client of its population."""

from typing import TYPE_CHECKING

from reportgen.grade.computed import by_measure
from reportgen.grade.findings import findings, unmade
from reportgen.grade.in_force import by_card
from reportgen.grade.scene import Scene, book_of, population
from reportgen.grade.weighted import by_weights
from reportgen.model.frame import EXACT, Frame
from reportgen.model.graded import Graded
from reportgen.model.result_frames import GRADED, POINTS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from reportgen.model.facts import Facts, Window
    from reportgen.policy.pack import Pack


def graded(
    facts: "Facts",
    measures: "pd.DataFrame",
    window: "Window",
    packs: "Mapping[str, Sequence[Pack]]",
    *,
    rules: Graded | None = None,
) -> Graded:
    """The grading in force of every client and pack, under the version of its own day.

    A card is in force from its day until the next one. A card with a blank item makes no grading:
    the last whole card stays in force, ``held`` says so, and a finding names the blank.

    In:      measures: MEASURES of the window; packs: id → versions, the earliest first;
             rules: another grading of the same packs, whose versions are used instead (old facts,
             new rules) for each client that it grades; then without findings.
    Out:     GRADED: one row per pack that is in force on the window's last day and has a scale, and
             client of its population at as-of. POINTS of the same gradings. Findings, sorted.
    Source:  P03.15-18, P03.24, P04.23, P17.5-8; results contract, section 5; example, settled 18-21.
    """
    import pandas as pd

    clients = population(facts, window)
    offices = dict(zip(clients["client_id"], clients["office_id"], strict=True))
    tables, points, scenes = [GRADED.empty()], [POINTS.empty()], []
    for pack_id, every in sorted(packs.items()):
        known = [pack for pack in every if pack.in_force <= window.last_day]
        if not known:
            continue
        grading, own = known[-1].grading, _rules_of(rules, pack_id)
        book = book_of(facts, window, every)
        table, parts = GRADED.empty(), POINTS.empty()
        if grading and grading.basis == "scorecard":
            table, parts = by_card(clients, book, facts, window, every, own)
        elif grading and grading.basis == "weighted":
            table, parts = by_weights(clients, measures, window, every, own)
        elif grading:
            table, parts = by_measure(clients, measures, window, every, own)
        tables.append(_finished(table, GRADED, pack_id))
        points.append(_finished(parts, POINTS, pack_id))
        scenes.append(
            Scene(
                pack=known[-1],
                window=window,
                facts=facts,
                measures=measures,
                clients=clients,
                offices=offices,
                book=book,
                graded=tables[-1],
            )
        )
    return Graded(
        graded=GRADED.check(pd.concat(tables, ignore_index=True)),
        points=POINTS.check(pd.concat(points, ignore_index=True)),
        findings=findings(scenes) if rules is None else (),
        unmade=unmade(scenes) if rules is None else (),
    )


def _rules_of(rules: Graded | None, pack_id: str) -> "dict[str, str] | None":
    """Return client → version to score under, None where each card has its own."""
    if rules is None:
        return None
    rows = rules.graded[(rules.graded["pack"] == pack_id) & (rules.graded["policy_version"] != "")]
    return dict(zip(rows["client_id"], rows["policy_version"], strict=True))


def _finished(rows: "pd.DataFrame", frame: Frame, pack_id: str) -> "pd.DataFrame":
    """Return the rows of one pack as the frame wants them."""
    import pandas as pd

    without = [name for name, column in frame.columns.items() if column.dtype == EXACT and name not in rows]
    nothing = {name: pd.Series([None] * len(rows), index=rows.index, dtype=EXACT) for name in without}
    named = rows.assign(pack=pd.Series(pack_id, index=rows.index, dtype="str"), **nothing)
    return frame.check(named[list(frame.columns)])
