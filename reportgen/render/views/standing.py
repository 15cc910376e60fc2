"""Where clients stand: what they are worth to us against how they are served."""

from dataclasses import dataclass, replace
from statistics import median

from reportgen.model.text import msg
from reportgen.render.filters import number
from reportgen.render.viewmodel import Heading, Rich, Tick
from reportgen.render.viewmodel_charts import Quadrant, Standing
from reportgen.render.views import money
from reportgen.render.views.axes import step
from reportgen.render.views.book import Book, Figure
from reportgen.render.views.clauses import clauses
from reportgen.render.views.levels import points_of
from reportgen.render.views.measures import printed
from reportgen.render.views.names import named

_SERVICE = "service_quality.index"
_SALES = "trade.sales_12m"
_FEWEST = 2
_SHOWN = 3
_SAYING = 24
"""With more clients only those that moved or are served below the line say their figures when pointed at."""
_MOVES = {"up", "down"}
_CREDIT = (msg("served well: mind the limit"), msg("strong on both: keep"), msg("weak on both: reduce"))
_TRADE = (msg("served well: sell more"), msg("strong on both: keep"), msg("weak on both: watch"))
_FIRST = msg("worth it: mend the service first")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Value:
    """What clients are worth on the chart: by client the figure and its words, the line, what it is called."""

    of: dict[str, tuple[float, str]]
    line: float
    line_words: str
    name: str
    corners: tuple[str, str, str]
    source: str


def standing(book: Book, clients: list[str]) -> Quadrant | None:
    """Return the clients by value and service; None with fewer than two that have both figures.

    Value is the score of the credit scorecard where the audience sees scores, else sales of twelve months.
    """
    value = _credit(book, clients) or _trade(book, clients)
    if value is None:
        return None
    lang = book.lang
    served = {
        one: figure for one in value.of if (figure := book.figure("client", one, _SERVICE)).value is not None
    }
    if len(served) < _FEWEST:
        return None
    company = book.figure("company", "", _SERVICE).value
    level = float(company) if company is not None else sum(_y(f) for f in served.values()) / len(served)
    places = tuple(
        _place(book, one, value, figure, level) for one, figure in sorted(served.items(), key=lambda pair: pair[0])
    )
    quiet = len(places) > _SAYING
    drawn = tuple(replace(one, said="") if quiet and not (one.strong or one.arrow) else one for one in places)
    names = [one.label for one in places if one.strong]
    line = (
        lang.say("company {value}", value=number(level, 1))
        if company is not None
        else lang.say("mean of the clients shown {value}", value=number(level, 1))
    )
    return Quadrant(
        heading=Heading(
            title=_title(book, names),
            about=lang.rich(
                "{n} clients; down: level fell, up: level rose, round: no change; lines: {across} and {line}; "
                "the axes begin where the clients do, not at 0",
                n=len(places),
                across=value.line_words,
                line=line,
            ),
            source=clauses(lang, value.source, *(figure.source for figure in served.values())),
        ),
        alt=lang.say("Service against value of the clients"),
        detail=lang.join(one.said for one in places),
        places=drawn,
        x_ticks=_ticks([*(one.x for one in places), value.line]),
        y_ticks=_ticks([*(one.y for one in places), level]),
        x_line=value.line,
        y_line=level,
        x_name=value.name,
        y_name=named(book, _SERVICE),
        corners=(
            lang.say(value.corners[0]),
            lang.say(value.corners[1]),
            lang.say(value.corners[2]),
            lang.say(_FIRST),
        ),
        note=_note(book, len(clients) - len(places)),
    )


def _credit(book: Book, clients: list[str]) -> _Value | None:
    """Return the scores of the first scorecard pack; the line is the floor of its second-best level."""
    packs = [
        one for one in book.graded_packs if (grading := book.packs[one].grading) and grading.basis == "scorecard"
    ]
    for pack in packs:
        grading = book.packs[pack].grading
        floor = next((band for band in (grading.bands[1:] if grading else ()) if band.lower is not None), None)
        rows = {one: row for one in clients if (row := book.grade(one, pack)) and row.score is not None}
        live = {
            one: row for one, row in rows.items() if row.transition not in {"lost", "withdrawn", "not_rerated"}
        }
        if len(live) >= _FEWEST and floor is not None and floor.lower is not None:
            return _Value(
                of={one: (float(row.score or 0), points_of(book, pack, row.score)) for one, row in live.items()},
                line=float(floor.lower),
                line_words=book.lang.say(
                    "{pack} level {level} from {score}", pack=pack, level=floor.level, score=number(floor.lower)
                ),
                name=book.lang.say("{pack} score", pack=pack),
                corners=_CREDIT,
                source=str(floor.clause),
            )
    return None


def _trade(book: Book, clients: list[str]) -> _Value | None:
    figures = {one: book.figure("client", one, _SALES) for one in clients}
    known = {one: figure for one, figure in figures.items() if figure.value is not None}
    if len(known) < _FEWEST:
        return None
    scale = money.per(book.lang)
    half = median(_y(figure) / scale for figure in known.values())
    return _Value(
        of={one: (_y(f) / scale, printed(book.lang, f.value, f.unit, _SALES)) for one, f in known.items()},
        line=half,
        line_words=book.lang.say("median of the sales {amount}", amount=money.amount(book.lang, half * scale)),
        name=book.lang.say("sales of 12 months, {unit}", unit=money.unit(book.lang)),
        corners=_TRADE,
        source=next(iter(known.values())).source,
    )


def _y(figure: Figure) -> float:
    return float(figure.value or 0)


def _place(book: Book, client: str, value: _Value, figure: Figure, level: float) -> Standing:
    row = book.grade(client, book.lead_pack)
    x, words = value.of[client]
    move = row.transition if row and row.transition in _MOVES else ""
    return Standing(
        label=book.short(client),
        x=x,
        y=_y(figure),
        said=book.lang.say(
            "{client}: {name} {value}, service {service}, n={n}",
            client=book.short(client),
            name=value.name,
            value=words,
            service=printed(book.lang, figure.value, figure.unit, _SERVICE),
            n=figure.n,
        ),
        arrow=move,  # type: ignore[arg-type]  # up or down, as tested
        strong=x >= value.line and _y(figure) < level,
    )


def _title(book: Book, names: list[str]) -> str:
    lang = book.lang
    if not names:
        return lang.say("Nobody of value is served below the line")
    if len(names) > _SHOWN:
        return lang.say("Of value, served below the line: {count} clients", count=len(names))
    return lang.say("Of value, served below the line: {names}", names=lang.join(names))


def _ticks(values: list[float]) -> tuple[Tick, ...]:
    """Return ticks at round numbers; the first and last lie outside all values."""
    low, high = min(values), max(values)
    unit = step(max((high - low) * 1.1, 4.0), 5)
    first = int((low - unit * 0.15) // unit) * unit
    last = -int(-(high + unit * 0.15) // unit) * unit
    return tuple(Tick(float(at), f"{at:,}") for at in range(first, last + 1, unit))


def _note(book: Book, left: int) -> Rich:
    lang = book.lang
    parts = [lang.rich("single clients: no test whether the distance to the line is more than noise")]
    if left:
        parts.append(lang.rich("{count} without both figures are not drawn", count=left))
    return lang.sentence(parts)
