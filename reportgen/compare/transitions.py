"""Every client's grade now against its grade at the end of the period before."""

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from reportgen.compare.because import Move, because
from reportgen.compare.contributions import item_changes
from reportgen.compare.history import MOVED, NO_LEVEL, transition_classes
from reportgen.model.due import due_since
from reportgen.model.gap import Gap
from reportgen.model.register import offices_on
from reportgen.model.result_frames import GRADES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from reportgen.model.facts import Facts, Window
    from reportgen.model.graded import Graded
    from reportgen.policy.pack import Grading, Pack

_OWN = ["pack", "client_id"]
_STANDING = ["score", "level", "rank", "graded_on", "policy_version", "vetoed"]


def transitions(
    before: "Graded",
    rescored: "Graded",
    now: "Graded",
    packs: "Mapping[str, Sequence[Pack]]",
    window: "Window",
    facts: "Facts",
) -> "pd.DataFrame":
    """The grades of every client that was in a pack's population before or is in it now.

    In:      before: old facts, old rules; rescored: old facts, the versions of ``now``; now: new
             facts; packs: id → versions; facts: memberships, for the office at as-of.
    Out:     GRADES. ``not_rerated`` keeps the last grading whole; ``lost``, ``withdrawn`` and
             ``unrated`` have no level and the gap NO_DATA. Levels of two versions compare by their
             ranks in the present one.
    Source:  P03.24, P03.32; results contract, section 5; example, settled 15 to 21.
    """
    import pandas as pd

    gradings = {(pack, one.version): one.grading for pack, every in packs.items() for one in every if one.grading}
    sides = _sides(before, rescored, now, gradings)
    due = {pack: _due_since(packs[pack], window) for pack in sides["pack"].unique()}
    since = pd.to_datetime(sides["pack"].map(due))
    classed = sides.assign(due=since.notna(), made=(sides["graded_on"] >= since))
    kind = transition_classes(classed)
    same_rules = kind.mask(
        kind.isin(MOVED) & classed["rank_rescored"].notna(),
        transition_classes(classed.assign(rank_before=classed["rank_rescored"])),
    )
    rows = _standing(classed.assign(transition=kind, transition_same_rules=same_rules))
    offices = offices_on(facts.memberships, window.last_day)
    whole = rows.merge(offices, on="client_id", how="left", validate="many_to_one")
    return GRADES.check(
        whole.assign(
            period=pd.Series(str(window.period), index=whole.index, dtype="str"),
            office_id=whole["office_id"].fillna("").astype("str"),
            because=_because(whole, before, rescored, now, gradings),
        )[list(GRADES.columns)]
    )


def _due_since(versions: "Sequence[Pack]", window: "Window") -> "pd.Timestamp | None":
    import pandas as pd

    grading = [pack.grading for pack in versions if pack.in_force <= window.last_day][-1]
    day = due_since(grading.cycle, window) if grading else None
    return None if day is None else pd.Timestamp(day)


def _sides(
    before: "Graded", rescored: "Graded", now: "Graded", gradings: "Mapping[tuple[str, str], Grading]"
) -> "pd.DataFrame":
    """Return one row per pack and client: standing before, under the present rules, and now."""
    old = before.graded[[*_OWN, *_STANDING]].rename(columns={name: f"{name}_before" for name in _STANDING})
    again = rescored.graded[[*_OWN, "level"]].rename(columns={"level": "level_rescored"})
    sides = (
        now.graded[[*_OWN, *_STANDING]]
        .assign(in_now=True, revoked=now.graded["level"].eq("") & now.graded["card_id"].ne(""))
        .merge(old, on=_OWN, how="outer", validate="one_to_one")
        .merge(again, on=_OWN, how="left", validate="one_to_one")
    )
    texts = ["level", "policy_version", "level_before", "policy_version_before", "level_rescored"]
    sides = sides.assign(**{name: sides[name].fillna("").astype("str") for name in texts})
    version = sides["policy_version"].mask(sides["policy_version"] == "", sides["policy_version_before"])
    return sides.assign(
        in_now=sides["in_now"].fillna(value=False).astype("bool"),
        revoked=sides["revoked"].fillna(value=False).astype("bool"),
        rank_before=_ranks(sides["pack"], version, sides["level_before"], sides["rank_before"], gradings),
        rank_rescored=_ranks(sides["pack"], version, sides["level_rescored"], None, gradings),
        rank_now=sides["rank"],
    )


def _ranks(
    pack: "pd.Series[str]",
    version: "pd.Series[str]",
    level: "pd.Series[str]",
    own: "pd.Series[int] | None",
    gradings: "Mapping[tuple[str, str], Grading]",
) -> "pd.Series[int]":
    """Return the ranks of levels in the present version; ``own`` where it does not know the level."""
    import pandas as pd

    ladders = {
        key: {band.level: grading.rank(band.level) for band in grading.bands} for key, grading in gradings.items()
    }
    found = [ladders.get((p, v), {}).get(one) for p, v, one in zip(pack, version, level, strict=True)]
    ranks = pd.Series(found, index=pack.index, dtype="Int64")
    return ranks if own is None else ranks.fillna(own)


def _standing(rows: "pd.DataFrame") -> "pd.DataFrame":
    """Return what is in force: the present grading, the last one where none was made, or none."""
    kept = rows["transition"].eq("not_rerated") & rows["rank_now"].isna()
    gone = rows["transition"].isin(NO_LEVEL)
    found = rows.assign(
        **{name: rows[name].mask(kept, rows[f"{name}_before"]) for name in _STANDING},
        previous_level=rows["level_before"],
        previous_score=_exact(rows["score_before"]),
    )
    empty = {"score": None, "level": "", "rank": None, "graded_on": None, "policy_version": "", "vetoed": None}
    cleared = found.assign(**{name: found[name].mask(gone, value) for name, value in empty.items()})
    return cleared.assign(
        score=_exact(cleared["score"]),
        gap=gone.map({True: Gap.NO_DATA.value, False: ""}).astype("str"),
    )


def _exact(column: "pd.Series[Any]") -> "pd.Series[Any]":
    """Return an exact column with None for what is missing."""
    whole = column.astype("object")
    return whole.where(whole.notna(), None)


def _because(
    rows: "pd.DataFrame",
    before: "Graded",
    rescored: "Graded",
    now: "Graded",
    gradings: "Mapping[tuple[str, str], Grading]",
) -> "pd.Series[str]":
    """Return the items that decided each move, joined by ``;``, empty where there was none."""
    import pandas as pd

    moved = rows[rows["transition"].isin(("up", "down"))]
    keys = moved[_OWN]
    items: dict[tuple[str, str], dict[str, Fraction]] = {}
    changed = item_changes(rescored.points, now.points, keys, "client")
    for pack, client, item, points in zip(
        changed["pack"], changed["client_id"], changed["item"], changed["contribution"], strict=True
    ):
        items.setdefault((pack, client), {})[item] = points
    totals, fired = _totals(now, keys), (_fired(before, keys), _fired(now, keys))
    found = {}
    for row in moved.to_dict("records"):
        key = (row["pack"], row["client_id"])
        turned = bool(row["vetoed"]) != bool(row["vetoed_before"])
        move = Move(
            previous_level=row["level_before"],
            rescored_level=row["level_rescored"],
            level=row["level"],
            total=None if row["score"] is None else totals.get(key),
            vetoes=fired[0].get(key, set()) ^ fired[1].get(key, set()) if turned else set(),
            items=items.get(key, {}),
        )
        found[key] = ";".join(because(move, gradings[row["pack"], row["policy_version"]]))
    texts = [found.get(key, "") for key in zip(rows["pack"], rows["client_id"], strict=True)]
    return pd.Series(texts, index=rows.index, dtype="str")


def _totals(side: "Graded", keys: "pd.DataFrame") -> dict[tuple[str, str], Fraction]:
    """Return the points of each client, not rounded."""
    rows = side.points.merge(keys, on=_OWN, how="inner", validate="many_to_one")
    found: dict[tuple[str, str], Fraction] = {}
    for pack, client, points in zip(rows["pack"], rows["client_id"], rows["points"], strict=True):
        if points is not None:
            found[pack, client] = found.get((pack, client), Fraction(0)) + points
    return found


def _fired(side: "Graded", keys: "pd.DataFrame") -> dict[tuple[str, str], set[str]]:
    """Return the veto items that each client's card hit."""
    rows = side.points.merge(keys, on=_OWN, how="inner", validate="many_to_one")
    hit = rows[rows["fired"].fillna(value=False).astype("bool")]
    found: dict[tuple[str, str], set[str]] = {}
    for pack, client, item in zip(hit["pack"], hit["client_id"], hit["item"], strict=True):
        found.setdefault((pack, client), set()).add(item)
    return found
