"""Frames of results, which measure, grade and compare return (see ``fact_frames`` for the conventions)."""

from reportgen.model.coverage_frames import COVERAGE_FRAMES
from reportgen.model.evaluation_frames import EVALUATION_FRAMES
from reportgen.model.fact_frames import PLACE
from reportgen.model.frame import BOOL, DAY, EXACT, FLOAT, INT, TEXT, Column, Frame, Shown
from reportgen.model.level_frames import LEVEL_FRAMES
from reportgen.model.listening_frames import LISTENING_FRAMES
from reportgen.model.pattern_frames import PATTERN_FRAMES

POPULATION = Frame(
    "POPULATION",
    ("client_id", "office_id"),
    {
        "client_id": Column(TEXT, "client at any moment of the period"),
        "office_id": Column(TEXT, "an office that it belonged to in the period"),
    },
)
MEASURES = Frame(
    "MEASURES",
    ("period", "level", "office_id", "client_id", "measure"),
    {
        "period": Shown(TEXT, "period"),
        "level": Shown(TEXT, "company, office or client"),
        "office_id": Shown(TEXT, "office; of a client: its office at as-of"),
        "client_id": Shown(TEXT, "client"),
        "measure": Shown(TEXT, "measure id"),
        "value": Shown(EXACT, "the figure; None with a gap"),
        "unit": Shown(TEXT, "points, count, share, hours, yuan, per_100_orders, years, ratio, days, per_client"),
        "n": Shown(INT, "what stands behind the figure (results contract, section 1)"),
        "gap": Shown(TEXT, "why a value is missing"),
        "low": Shown(FLOAT, "lower 95 % limit"),
        "high": Shown(FLOAT, "upper 95 % limit"),
        "n_clients": Shown(INT, "responding clients, of dimensions and index"),
        "at_least": Shown(FLOAT, "longest duration where a quantile is not reached"),
        "source": Shown(TEXT, "clause ids, space between"),
        "provisional": Shown(TEXT, "true where it rests on a year whose public holidays are not announced"),
    },
)
CLUSTERS = Frame(
    "CLUSTERS",
    ("period", "level", "office_id", "client_id", "measure", "unit_id"),
    {
        "period": Column(TEXT, "period"),
        "level": Column(TEXT, "company, office or client"),
        "office_id": Column(TEXT, "office; of a client: its office at as-of"),
        "client_id": Column(TEXT, "client, of client level"),
        "measure": Column(TEXT, "satisfaction dimension, index, top2_share or nps"),
        "unit_id": Column(TEXT, "the unit: a response at client level, a client above"),
        "total": Column(EXACT, "sum of its scored answers (index: its own index; top2: 100 per top)", "points"),
        "n": Column(INT, "its answers (index: 1)"),
    },
)
DURATIONS = Frame(
    "DURATIONS",
    ("period", "clock", "complaint_id"),
    {
        "period": Column(TEXT, "period of receipt"),
        "clock": Column(TEXT, "first_reply or handling on the profile's clock; with _calendar as it elapses"),
        "complaint_id": Column(TEXT, "complaint"),
        "client_id": Column(TEXT, "client"),
        "office_id": Column(TEXT, "its office on the day of receipt"),
        "seconds": Column(INT, "from receipt to the reply or close, else to as-of", "s"),
        "observed": Column(BOOL, "whether the reply or close was before as-of; if not, it is censored"),
        "closed": Column(BOOL, "whether the complaint was closed before as-of"),
        "provisional": Column(BOOL, "whether it touches a year whose public holidays are not announced"),
    },
)
CHANGED = Frame(
    "CHANGED",
    MEASURES.key,
    {
        **{
            name: MEASURES.columns[name]
            for name in (
                "period",
                "level",
                "office_id",
                "client_id",
                "measure",
                "value",
                "unit",
                "n",
                "gap",
                "low",
                "high",
            )
        },
        "previous": Shown(EXACT, "value of the period before"),
        "change": Shown(EXACT, "value minus previous"),
        "verdict": Shown(TEXT, "up, down, no_clear_change, too_few, new or empty"),
        "source": MEASURES.columns["source"],
        "n_clients": MEASURES.columns["n_clients"],
        "year_ago": Shown(EXACT, "value of the same period a year earlier"),
        "year_ago_change": Shown(EXACT, "value minus year_ago"),
        "p_value": Shown(FLOAT, "unadjusted"),
        "test": Shown(TEXT, "name of the test"),
        "at_least": MEASURES.columns["at_least"],
        "provisional": MEASURES.columns["provisional"],
    },
)
POINTS = Frame(
    "POINTS",
    ("pack", "client_id", "item"),
    {
        "pack": Column(TEXT, "pack"),
        "client_id": Column(TEXT, "client"),
        "item": Column(TEXT, "item code, or the measure of a pack computed from measures"),
        "part": Column(TEXT, "base, plus, minus, veto, measure or weighted"),
        "points": Column(EXACT, "signed points, not rounded; veto 0; None = blank; weighted: weight times earned"),
        "fired": Column(BOOL, "veto item hit; NA = blank or no veto item"),
        "value": Column(EXACT, "the measure's value to 6 decimals; None = missing, or an entry of a form"),
        "weight": Column(EXACT, "weight in the score, of weighted packs; 0 where the value is missing"),
        "earned": Column(EXACT, "points before the weight, of weighted packs"),
    },
)
GRADED = Frame(
    "GRADED",
    ("pack", "client_id"),
    {
        "pack": Column(TEXT, "pack"),
        "client_id": Column(TEXT, "client of the population"),
        "score": Column(EXACT, "rounded once, half up; None = no grading"),
        "level": Column(TEXT, "level; empty = none"),
        "rank": Column(INT, "1 = best"),
        "vetoed": Column(BOOL, "a veto item fired; NA without a level"),
        "held": Column(BOOL, "the latest card has a blank item: it grades nothing, the last whole one stays"),
        "graded_on": Column(DAY, "day of the grading in force"),
        "card_id": Column(TEXT, "its card; without a level: the card that revoked it; empty where computed"),
        "policy_version": Column(TEXT, "pack version that it was graded under"),
        "in_period": Column(BOOL, "graded in the period itself"),
    },
)
GRADES = Frame(
    "GRADES",
    ("period", "pack", "client_id"),
    {
        "period": Shown(TEXT, "period"),
        "pack": Shown(TEXT, "pack"),
        "client_id": Shown(TEXT, "client"),
        "office_id": Shown(TEXT, "its office at as-of"),
        "score": Shown(EXACT, "score in force"),
        "level": Shown(TEXT, "level in force"),
        "rank": Shown(INT, "1 = best"),
        "previous_level": Shown(TEXT, "level at the end of the period before"),
        "transition": Shown(TEXT, "up, down, same, new, lost, withdrawn, unrated or not_rerated"),
        "because": Shown(TEXT, "items that decide, or (rules)"),
        "policy_version": Shown(TEXT, "pack version of the grading in force"),
        "gap": Shown(TEXT, "why there is no level"),
        "previous_score": Shown(EXACT, "score at the end of the period before"),
        "graded_on": Shown(DAY, "day of the grading in force"),
        "vetoed": Shown(BOOL, "a veto item fired"),
        "transition_same_rules": Shown(TEXT, "the transition under the present version"),
    },
)
CONTRIBUTIONS = Frame(
    "CONTRIBUTIONS",
    ("period", "pack", "client_id", "item", "kind"),
    {
        "period": Shown(TEXT, "period"),
        "pack": Shown(TEXT, "pack"),
        "client_id": Shown(TEXT, "client"),
        "item": Shown(TEXT, "item code, measure or (rounding)"),
        "points_before": Shown(EXACT, "points before"),
        "points_after": Shown(EXACT, "points after"),
        "contribution": Shown(EXACT, "after minus before"),
        "kind": Shown(TEXT, "client, rules or rounding"),
    },
)
CHANGE_PARTS = Frame(
    "CHANGE_PARTS",
    ("period", "level", "office_id", "client_id", "measure", "part"),
    {
        "period": Shown(TEXT, "period"),
        "level": Shown(TEXT, "company or office"),
        "office_id": Shown(TEXT, "office"),
        "client_id": Shown(TEXT, "always empty"),
        "measure": Shown(TEXT, "satisfaction dimension or index"),
        "part": Shown(TEXT, "same, mix or non_response"),
        "value": Shown(EXACT, "its part of the change; None = gap"),
    },
)
CLIENTS = Frame(
    "CLIENTS",
    ("period", "client_id"),
    {
        "period": Shown(TEXT, "period"),
        "client_id": Shown(TEXT, "client"),
        "office_id": Shown(TEXT, "office at as-of"),
        "name": Shown(TEXT, "display name"),
        "state": Shown(TEXT, "active, new or lost"),
        "answers": Shown(INT, "scored answers"),
        "complaints": Shown(INT, "received in the period"),
        "complaints_open": Shown(INT, "open at as-of"),
        "card": Shown(TEXT, "day of the card in force"),
        "levels": Shown(TEXT, "grades as P17:A, space between"),
        "sales": Shown(EXACT, "in the period", "yuan"),
        "bucket": Shown(TEXT, "which exports knew the client"),
    },
)
COVERAGE = Frame(
    "COVERAGE",
    ("file", "sheet"),
    {
        "export": Shown(TEXT, "export"),
        "file": PLACE["file"],
        "sheet": PLACE["sheet"],
        "sha256": Shown(TEXT, "of the file"),
        "encoding": Shown(TEXT, "encoding or workbook kind"),
        "rows_read": Shown(INT, "records, counted apart from the parser"),
        "rows_used": Shown(INT, "at least one value used"),
        "rows_set_aside": Shown(INT, "nothing could be used"),
        "rows_superseded": Shown(INT, "earlier duplicates"),
        "rows_skipped": Shown(INT, "blank, title, total and note lines"),
        "first_date": Shown(DAY, "of used rows, in the profile's zone"),
        "last_date": Shown(DAY, "of used rows"),
    },
)
OWNERS = Frame(
    "OWNERS",
    ("file", "sheet", "row", "client_id"),
    {**PLACE, "client_id": Column(TEXT, "client that the row is about, whatever became of the row")},
)
UNRESOLVED = Frame(
    "UNRESOLVED",
    ("file", "sheet", "credit_code", "client_id", "client_name", "office_id"),
    {
        "export": Column(TEXT, "export"),
        "file": PLACE["file"],
        "sheet": PLACE["sheet"],
        "credit_code": Column(TEXT, "as the rows say, or empty"),
        "client_id": Column(TEXT, "as the rows say, or empty"),
        "client_name": Column(TEXT, "as the rows say, or empty"),
        "office_id": Column(TEXT, "office that the rows name, or empty"),
        "rows": Column(INT, "rows that say so"),
        "first_row": Column(INT, "the first of them, as a spreadsheet shows it"),
    },
)
RESULT_FRAMES = (
    POPULATION,
    MEASURES,
    CLUSTERS,
    DURATIONS,
    CHANGED,
    POINTS,
    GRADED,
    GRADES,
    CONTRIBUTIONS,
    CHANGE_PARTS,
    CLIENTS,
    COVERAGE,
    OWNERS,
    UNRESOLVED,
    *COVERAGE_FRAMES,
    *PATTERN_FRAMES,
    *LISTENING_FRAMES,
    *EVALUATION_FRAMES,
    *LEVEL_FRAMES,
)
