"""How each measure is called, rounded and judged on a page."""

from dataclasses import dataclass
from fractions import Fraction

from reportgen.model.measures import definition
from reportgen.model.text import msg
from reportgen.render.filters import NO_FIGURE, number, percent, span
from reportgen.render.viewmodel import Badge, Cell, Tone
from reportgen.render.views import money
from reportgen.render.views.book import Figure
from reportgen.render.views.language import Language


@dataclass(frozen=True, slots=True)
class Look:
    """Places, and the words for a rise, a fall and what stands behind the figure."""

    places: int = 1
    rises: str = msg("▲ up")
    falls: str = msg("▼ down")
    counts: str = msg("n={n}")


_ANSWERS = msg("n={n} answers")
_COMPLAINTS = msg("n={n} complaints")
_SATISFACTION = Look(counts=_ANSWERS)
_DUE = msg("n={n} due")
_TIMED = msg("n={n} with usable times")
_HOURS = Look(rises=msg("▲ slower"), falls=msg("▼ faster"), counts=_TIMED)

LOOKS: dict[str, Look] = {
    "satisfaction.index": Look(counts=_ANSWERS),
    "service_quality.index": Look(counts=_ANSWERS),
    "satisfaction.top2_share": Look(0, counts=_ANSWERS),
    "satisfaction.nps": Look(0, counts=_ANSWERS),
    "satisfaction.response_rate": Look(0, counts=msg("n={n} clients")),
    "satisfaction.responses": Look(0),
    "complaint.first_reply_hours.p50": Look(1, msg("▲ slower"), msg("▼ faster"), _TIMED),
    "complaint.first_reply_hours.p90": Look(1, msg("▲ slower"), msg("▼ faster"), _TIMED),
    "complaint.handling_hours.p50": Look(1, msg("▲ slower"), msg("▼ faster"), _TIMED),
    "complaint.handling_hours.p90": Look(1, msg("▲ slower"), msg("▼ faster"), _TIMED),
    "complaint.first_reply_on_time": Look(0, counts=_DUE),
    "complaint.handling_on_time": Look(0, counts=_DUE),
    "complaint.count": Look(0, msg("▲ more"), msg("▼ fewer")),
    "complaint.open": Look(0, msg("▲ more"), msg("▼ fewer")),
    "complaint.rate_per_100_orders": Look(1, counts=msg("n={n} orders")),
    "complaint.resolution_rate": Look(0, counts=_COMPLAINTS),
    "trade.sales": Look(1, counts=msg("n={n} orders")),
    "trade.sales_12m": Look(1, counts=msg("n={n} orders")),
    "trade.margin": Look(1, counts=msg("n={n} orders")),
    "trade.target_attainment": Look(0, counts=msg("n={n} targets")),
    "trade.collection_rate": Look(0, counts=msg("n={n} invoices")),
    "trade.overdue_amount": Look(1, counts=msg("n={n} invoices")),
    "trade.overdue_days_max": Look(0, counts=msg("n={n} invoices")),
    "visit.per_client": Look(1, counts=msg("n={n} clients")),
    "visit.effect": Look(0, counts=msg("n={n} problems")),
    "office.churn_reported_share": Look(0, counts=msg("n={n} clients")),
}
UNITS = {
    "points": msg("points"),
    "hours": msg("hours"),
    "working_hours": msg("working hours"),
    "share": msg("%"),
    "count": "",
    "per_100_orders": msg("per 100 orders"),
    "years": msg("years"),
    "ratio": msg("%"),
    "days": msg("days"),
    "per_client": msg("per client"),
}


PROVISIONAL = "†"
"""Behind a figure in a table; the definitions say what it means."""


def look(measure: str) -> Look:
    """Return how a measure looks; a dimension of satisfaction has its name from the pack."""
    if measure in LOOKS:
        return LOOKS[measure]
    return _HOURS if "_hours" in measure else _SATISFACTION


def printed(lang: Language, value: Fraction | float | None, unit: str, measure: str, *, sign: bool = False) -> str:
    """Return a value without its unit."""
    if value is None:
        return NO_FIGURE
    places = look(measure).places
    if unit in {"share", "ratio"}:
        return percent(value, places, sign=sign)
    if unit == "yuan":
        return money.amount(lang, value, sign=sign)
    if unit == "count":
        return number(value, 0, sign=sign)
    return number(value, places, sign=sign)


def unit_of(lang: Language, unit: str) -> str:
    """Return a unit's word."""
    if unit == "yuan":
        return money.unit(lang)
    word = UNITS.get(unit, unit)
    return lang.say(word) if word else ""


def worded(lang: Language, figure: Figure) -> str:
    """Return a value with its unit, or the reason why there is none."""
    if figure.value is None:
        return missing(lang, figure)
    if figure.unit == "yuan":
        return money.with_unit(lang, figure.value)
    unit = unit_of(lang, figure.unit)
    text = printed(lang, figure.value, figure.unit, figure.measure)
    return f"{text}{unit}" if unit == "%" else f"{text}\u00a0{unit}" if unit else text


def missing(lang: Language, figure: Figure) -> str:
    """Return why there is no figure; a median not reached says what it is more than."""
    if figure.gap == "NOT_REACHED" and figure.at_least is not None:
        return lang.say("more than {hours} h", hours=number(figure.at_least, 1))
    return lang.gap(figure.gap or "NO_DATA")


def gap_tone(gap: str) -> Tone:
    """Return the tone of a reason."""
    return "few" if gap == "TOO_FEW" else "none"


def verdict_tone(figure: Figure) -> Tone:
    """Return whether the change is good, bad or nothing to conclude."""
    if not figure.moved:
        return {"too_few": "few", "no_clear_change": "same", "new": "same"}.get(figure.verdict, "none")  # type: ignore[return-value]
    up_is = definition(figure.measure).up_is
    if up_is == "neither":
        return "same"
    return "good" if (figure.verdict == "up") == (up_is == "good") else "bad"


def verdict_badge(lang: Language, figure: Figure) -> Badge | None:
    """Return the badge of a change, of a missing figure, or None where nothing is tested."""
    if figure.value is None:
        return Badge(missing(lang, figure), gap_tone(figure.gap))
    style = look(figure.measure)
    words = {
        "up": style.rises,
        "down": style.falls,
        "no_clear_change": msg("≈ no clear change"),
        "too_few": msg("too few to tell"),
        "new": msg("first time"),
    }.get(figure.verdict)
    return Badge(lang.say(words), verdict_tone(figure)) if words else None


def cell(lang: Language, figure: Figure, *, unit: bool = False) -> Cell:
    """Return a table cell: the figure, marked where its change is beyond noise, or the reason."""
    if figure.value is None:
        return Cell(badge=Badge(missing(lang, figure), gap_tone(figure.gap)), address=figure.address)
    tone = verdict_tone(figure)
    mark = {"bad": "bad", "good": "good"}.get(tone, "")
    text = printed(lang, figure.value, figure.unit, figure.measure) + (PROVISIONAL if figure.provisional else "")
    return Cell(
        text=text,
        unit=unit_of(lang, figure.unit) if unit else "",
        mark=mark,  # type: ignore[arg-type]
        sort=str(float(figure.value)),
        address=figure.address,
    )


def told(lang: Language, figure: Figure) -> str:
    """Return a figure with its interval, its n and the figure before, for who points at its dot; "" for a gap."""
    if figure.value is None:
        return ""
    before = printed(lang, figure.previous, figure.unit, figure.measure)
    return lang.join(
        part
        for part in (
            printed(lang, figure.value, figure.unit, figure.measure),
            interval(lang, figure),
            lang.say(look(figure.measure).counts, n=figure.n),
            "" if figure.previous is None else lang.say("before {value}", value=before),
        )
        if part
    )


def interval(lang: Language, figure: Figure) -> str:
    """Return the 95 % interval in words, or "" where there is none."""
    if figure.low is None and figure.high is None:
        return ""
    scale = 100 if figure.unit in {"share", "ratio"} else 1
    places = look(figure.measure).places
    if figure.high is None and figure.low is not None:
        return lang.say("interval from {low}", low=number(figure.low * scale, places))
    if figure.low is None and figure.high is not None:
        return lang.say("interval to {high}", high=number(figure.high * scale, places))
    return lang.say("interval {span}", span=span(figure.low * scale, figure.high * scale, places))  # type: ignore[operator]
