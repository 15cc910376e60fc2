"""What is said of a table as a whole: why it is taken for what it is, and what a person must add."""

from collections import Counter
from collections.abc import Mapping, Sequence

from reportgen.ingest.headers import OF_CLIENTS, bare
from reportgen.ingest.platforms.layout import Layout
from reportgen.learn.learner import Learner
from reportgen.learn.looks import Looks
from reportgen.learn.match import KEYS
from reportgen.learn.proposal import Asked, Choice, Proposal
from reportgen.learn.rule import lacking
from reportgen.model.text import Text, text
from reportgen.policy.sources import Export


def doubled(start: Proposal, columns: Sequence[Looks]) -> list[Text]:
    """Return the headings that stand over two columns."""
    counts = Counter(bare(seen.heading) for seen in columns if seen.heading and seen.filled)
    twice = list(dict.fromkeys(seen.heading for seen in columns if counts[bare(seen.heading)] > 1))
    if not twice or start.export is Export.SURVEY:
        return []
    names = ", ".join(twice)
    return [text("two columns are called {names}: rename one in the file, then map it", names=names)]


def left_out(
    columns: Sequence[Looks], choices: Mapping[str, Choice], questions: Sequence[Asked]
) -> tuple[str, ...]:
    """Return the headings of columns with values that nothing takes."""
    used = {one.column for one in choices.values()} | {one.column for one in questions}
    return tuple(seen.heading for seen in columns if seen.index not in used and seen.heading and seen.filled)


def reasons(start: Proposal, layout: Layout | None) -> tuple[Text, ...]:
    """Return why the file is taken for what it is."""
    said = list(layout.evidence) if layout else []
    if start.titles:
        said.append(text("title above the headings: {title}", title=start.title_words[:60] or "–"))
    if start.header_rows > 1:
        said.append(text("headings of {rows} rows, joined by /", rows=start.header_rows))
    if start.export and start.columns:
        fields = ", ".join(f"{name} ← {one.heading[:24]}" for name, one in start.columns.items() if one.sure)
        if fields:
            said.append(text("sure of {fields}", fields=fields))
    return tuple(said)


def needed(start: Proposal, learner: Learner) -> list[Text]:
    """Return what a person must add: columns that the export cannot do without."""
    said = []
    whom = {*KEYS} & {*start.columns}
    if start.export in OF_CLIENTS and not whom:
        said.append(text("no column names the client: add client_id or client_name under columns"))
    missing = lacking(start)
    if missing:
        said.append(
            text("no column was found for {fields}: add the heading, or a constant", fields=", ".join(missing))
        )
    if start.export is Export.SURVEY and start.platform is None:
        said.append(text("no survey platform is known by these headings; if it comes from one, add platform"))
    if not learner.register.known and whom:
        said.append(text("no client register is known yet; look at it first, so that clients can be proven"))
    return said


def of_events(start: Proposal, columns: Sequence[Looks]) -> list[Text]:
    """Return the question that a log of events asks: its tickets stand in several rows each."""
    own = start.columns.get("complaint_id")
    if not start.events or own is None or start.platform:
        return []
    times = f"{1 / columns[own.column].distinct:.1f}"
    return [
        text(
            "each number stands in about {times} rows, so a row is an event and the last one counts; "
            "if a ticket system wrote it, add platform",
            times=times,
        )
    ]


def short_years(dates: Sequence[Looks], platform: str | None) -> list[Text]:
    """Return the columns of dates that no reader takes; SurveyMonkey's own are read as it writes them."""
    names = [seen.heading for seen in dates if seen.short_years and platform != "surveymonkey"]
    if not names:
        return []
    return [text("years of two digits in {columns} are not read: export with four", columns=", ".join(names))]
