"""GRADED, POINTS and Findings of one window: every pack with a scale, every client of its population."""

from typing import TYPE_CHECKING

from reportgen.grade.computed import looked_up
from reportgen.grade.findings import findings
from reportgen.grade.scorecard import own_cards, scored
from reportgen.model.frames import GRADED, POINTS
from reportgen.model.graded import Graded
from reportgen.model.register import clients_at

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
    Source:  P03.15-18, P03.24, P17.5-8; results contract, section 5; example, settled 18-21.
    """
    import pandas as pd

    clients = clients_at(facts.register, window)
    tables, points = [GRADED.empty()], [POINTS.empty()]
    for pack_id, every in sorted(packs.items()):
        versions = [pack for pack in every if pack.in_force <= window.last_day]
        if not versions or versions[-1].grading is None:
            continue
        own = _rules_of(rules, pack_id)
        if versions[-1].grading.basis == "measure":
            table, parts = _by_measure(clients, measures, window, every, own)
        else:
            table, parts = _by_scorecard(clients, facts, window, every, own)
        tables.append(GRADED.check(table.assign(pack=_text(pack_id, table))[list(GRADED.columns)]))
        points.append(POINTS.check(parts.assign(pack=_text(pack_id, parts))[list(POINTS.columns)]))
    whole = GRADED.check(pd.concat(tables, ignore_index=True))
    return Graded(
        graded=whole,
        points=POINTS.check(pd.concat(points, ignore_index=True)),
        findings=findings(facts, measures, window, packs, whole) if rules is None else (),
    )


def _text(value: str, like: "pd.DataFrame") -> "pd.Series[str]":
    import pandas as pd

    return pd.Series(value, index=like.index, dtype="str")


def _rules_of(rules: Graded | None, pack_id: str) -> "dict[str, str] | None":
    """Return client → version to score under, None where each card has its own."""
    if rules is None:
        return None
    rows = rules.graded[(rules.graded["pack"] == pack_id) & (rules.graded["policy_version"] != "")]
    return dict(zip(rows["client_id"], rows["policy_version"], strict=True))


def _by_measure(
    clients: "pd.DataFrame",
    measures: "pd.DataFrame",
    window: "Window",
    versions: "Sequence[Pack]",
    rules: dict[str, str] | None,
) -> "tuple[pd.DataFrame, pd.DataFrame]":
    """Return GRADED and POINTS without the pack, computed from a measure."""
    import pandas as pd

    present = [pack for pack in versions if pack.in_force <= window.last_day][-1]
    under = [(rules or {}).get(client, present.version) for client in clients["client_id"]]
    versioned = clients.assign(version=pd.Series(under, index=clients.index, dtype="str"))
    parts = [
        looked_up(versioned[versioned["version"] == pack.version], measures, window, pack).assign(
            item=pack.grading.measure
        )
        for pack in versions
        if pack.grading and pack.grading.measure
    ]
    rows = pd.concat(parts, ignore_index=True)
    given = rows["level"] != ""
    table = rows.assign(
        vetoed=pd.Series(False, index=rows.index, dtype="boolean").where(given),
        held=pd.Series(False, index=rows.index, dtype="boolean"),
        card_id=_text("", rows),
        in_period=given.astype("boolean"),
    )
    points = rows[given].assign(
        part=_text("measure", rows[given]), fired=pd.Series(pd.NA, index=rows[given].index, dtype="boolean")
    )
    return table, points.assign(item=points["item"].astype("str"))


def _by_scorecard(
    clients: "pd.DataFrame",
    facts: "Facts",
    window: "Window",
    versions: "Sequence[Pack]",
    rules: dict[str, str] | None,
) -> "tuple[pd.DataFrame, pd.DataFrame]":
    """Return GRADED and POINTS without the pack, from the card in force."""
    import pandas as pd

    cards, points = scored(*cards_known(facts, window, versions), versions)
    latest = cards.drop_duplicates("client_id", keep="last")
    in_force = cards[cards["level"] != ""].drop_duplicates("client_id", keep="last")
    on_hold = set(latest.loc[latest["level"] == "", "client_id"])
    if rules is not None:
        own = zip(in_force["client_id"], in_force["version"], strict=True)
        under = [rules.get(client, version) for client, version in own]
        again = in_force.assign(version=pd.Series(under, index=in_force.index, dtype="str"))
        plain = ["score", "level", "rank", "vetoed", "held"]
        in_force, points = scored(again.drop(columns=plain), facts.card_items, versions)
    return _table(clients, in_force, on_hold, window), _shown_points(points, in_force, latest)


def cards_known(
    facts: "Facts", window: "Window", versions: "Sequence[Pack]"
) -> "tuple[pd.DataFrame, pd.DataFrame]":
    """The cards of the pack made before as-of, in the order of their days, and all items.

    In:      versions: of one pack, the earliest first.
    Out:     as ``own_cards``; of two cards on one day the later row comes last.
    Source:  results contract, section 2: a card belongs to its day.
    """
    import pandas as pd

    known = facts.cards[facts.cards["graded_on"] <= pd.Timestamp(window.last_day)]
    order = ["client_id", "graded_on", "file", "sheet", "row", "card_id"]
    return own_cards(known.sort_values(order, kind="stable"), facts.card_items, versions), facts.card_items


def _table(
    clients: "pd.DataFrame", in_force: "pd.DataFrame", on_hold: set[str], window: "Window"
) -> "pd.DataFrame":
    import pandas as pd

    cards = in_force[["client_id", "score", "level", "rank", "vetoed", "graded_on", "card_id", "version"]]
    rows = clients[["client_id"]].merge(cards, on="client_id", how="left", validate="one_to_one")
    texts = {name: rows[name].fillna("").astype("str") for name in ("level", "card_id")}
    return rows.assign(
        **texts,
        score=rows["score"].astype("object").where(rows["score"].notna(), None),
        policy_version=rows["version"].fillna("").astype("str"),
        held=rows["client_id"].isin(on_hold).astype("boolean"),
        in_period=(rows["graded_on"] >= pd.Timestamp(window.period.start)).astype("boolean"),
    )


def _shown_points(points: "pd.DataFrame", in_force: "pd.DataFrame", latest: "pd.DataFrame") -> "pd.DataFrame":
    """Return the points of the cards in force; of a client without one, those of its card on hold."""
    held = latest[~latest["client_id"].isin(in_force["client_id"])]
    rows = points[points["card_id"].isin([*in_force["card_id"], *held["card_id"]])]
    return rows.drop(columns=["card_id", "problem", "clause"])
