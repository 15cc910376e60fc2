"""The credit evaluation form as it was scored: veto row first, items, sum, signatures (P03.15-20)."""

from fractions import Fraction

from reportgen.policy.pack import Item, Pack, Part
from reportgen.render.clean import shown_name
from reportgen.render.filters import NO_FIGURE, number
from reportgen.render.viewmodel import Cell, Heading
from reportgen.render.viewmodel_sections import CardItem, Scorecard, Signature, Veto
from reportgen.render.views.book import Book, GradeRow, Record, as_day
from reportgen.render.views.clauses import clauses
from reportgen.render.views.levels import move, part_name

_EVIDENCE = 40


def scorecard(book: Book, client: str) -> Scorecard | None:
    """Return the card in force, or None where there is none or the audience may not see it."""
    for row in book.grades_of(client):
        pack = book.packs[row.pack]
        card = book.cards.get(client)
        if pack.grading and pack.grading.scorecard and card and row.score is not None:
            return _scorecard(book, row, pack, pack.grading.scorecard.items, card)
    return None


def _scorecard(book: Book, row: GradeRow, pack: Pack, items: dict[str, Item], card: Record) -> Scorecard:
    lang = book.lang
    entries = {r["item"]: r for r in book.card_items.get(card["card_id"], [])}
    points = {r["item"]: r["points"] for r in book.points.get(row.client_id, []) if r["pack"] == row.pack}
    before = {
        r["item"]: r["points_before"]
        for r in book.contributions.get((row.client_id, row.pack), [])
        if r["kind"] == "client"
    }
    document = " ".join(part for part in (pack.document.number, pack.document.issue) if part)
    return Scorecard(
        heading=Heading(
            title=_title(book, row),
            about=lang.rich(
                "credit evaluation form {document}, {day}; the total is recomputed",
                document=document,
                day=as_day(card["graded_on"]),
            ),
            source=clauses(book.lang, "P03.15–18, P03.20"),
        ),
        veto=_veto(book, items, entries),
        items=_items(book, row, items, entries, points, before),
        total=_total(book, row, items),
        total_move=move(book, row),
        signatures=_signatures(book, pack, card),
    )


def _title(book: Book, row: GradeRow) -> str:
    lang = book.lang
    score = number(row.score, 0) if row.score is not None else NO_FIGURE
    if row.vetoed:
        return lang.say("Scorecard: {score} points, failed by a veto", score=score)
    return lang.say("Scorecard: {score} points, level {level}", score=score, level=row.level)


def _veto(book: Book, items: dict[str, Item], entries: dict[str, Record]) -> Veto | None:
    lang = book.lang
    vetoes = {code: item for code, item in items.items() if item.part is Part.VETO}
    if not vetoes:
        return None
    answers = []
    fired = []
    for code, item in vetoes.items():
        hit = entries.get(code, {}).get("hit")
        word = lang.say("not filled in") if hit is None else lang.say("yes") if hit else lang.say("no")
        answers.append((lang.words(item.name), word))
        fired += [lang.words(item.name)] if hit else []
    summary = (
        lang.say("fired: {items}", items=lang.join(fired))
        if fired
        else lang.say("none of {count} fired", count=len(vetoes))
    )
    return Veto(fired=bool(fired), summary=summary, items=tuple(answers))


def _items(
    book: Book,
    row: GradeRow,
    items: dict[str, Item],
    entries: dict[str, Record],
    points: dict[str, Fraction | None],
    before: dict[str, Fraction | None],
) -> tuple[CardItem, ...]:
    lines, last = [], None
    for code, item in items.items():
        if item.part is Part.VETO:
            continue
        now, old = points.get(code), before.get(code)
        change = None if now is None or old is None else now - old
        evidence = str(entries.get(code, {}).get("evidence") or "")
        lines.append(
            CardItem(
                part=part_name(book, item.part) if item.part is not last else "",
                name=book.lang.words(item.name),
                source=item.clause,
                full=("−" if item.part is Part.MINUS else "")
                + number(Fraction(item.max or 0), _places(Fraction(item.max or 0))),
                before=_points(old),
                now=_points(now),
                change=_change(change, decides=code in row.because),
                evidence=shown_name(evidence, _EVIDENCE) if evidence else book.lang.say("none given"),
                decides=code in row.because,
            )
        )
        last = item.part
    return tuple(lines)


def _points(value: Fraction | None) -> str:
    return NO_FIGURE if value is None else number(value, _places(value))


def _places(value: Fraction) -> int:
    return 0 if value.denominator == 1 else 1 if (value * 10).denominator == 1 else 2


def _change(change: Fraction | None, *, decides: bool) -> Cell:
    if change is None:
        return Cell(text=NO_FIGURE, mark="dim")
    mark = "bad" if decides and change < 0 else "good" if decides and change > 0 else "" if change else "dim"
    return Cell(text=number(change, _places(change), sign=True), mark=mark)  # type: ignore[arg-type]


def _total(book: Book, row: GradeRow, items: dict[str, Item]) -> CardItem:
    full = sum((Fraction(i.max or 0) for i in items.values() if i.part in {Part.BASE, Part.PLUS}), Fraction(0))
    change = None if row.score is None or row.previous_score is None else row.score - row.previous_score
    return CardItem(
        part=book.lang.say("Total"),
        name=book.lang.say("base + plus − minus"),
        source="",
        full=number(full, _places(full)),
        before=_points(row.previous_score),
        now=_points(row.score),
        change=Cell(text=NO_FIGURE)
        if change is None
        else Cell(text=number(change, _places(change), sign=True), mark="strong"),
        evidence="",
    )


def _signatures(book: Book, pack: Pack, card: Record) -> tuple[Signature, ...]:
    """Return the chain of the pack with who signed; a step that is due and unsigned waits."""
    by_step = {int(r["step"]): r for r in book.signoffs.get(card["card_id"], [])}
    found = []
    for step in pack.signoffs:
        row = by_step.get(step.step or 0, {})
        person, day = str(row.get("person") or ""), as_day(row.get("signed_on"))
        needed = step.when == "always" or (step.when == "special" and bool(card["special"]))
        if not needed and not person:
            continue
        found.append(
            Signature(
                step=book.lang.words(step.role),
                who=person or book.lang.say("not signed"),
                when=" ".join(
                    part for part in (f"{day:%m-%d}" if day else "", str(row.get("result") or "")) if part
                ),
                waiting=not person,
            )
        )
    return tuple(found)
