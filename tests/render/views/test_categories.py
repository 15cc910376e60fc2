"""The complaints of the period by category, of the worked example."""

from dataclasses import replace

from reportgen.model.results import Results
from reportgen.render.views.book import Book
from reportgen.render.views.complaints import categories
from tests.render.behind import book, results
from tests.render.views.test_listening import cells


def counted(found: Book, level: str, one: str) -> tuple[int, int]:
    """How many complaints the section has, and how many the figure."""
    section = categories(found, level, one)
    shown = 0 if section is None else sum(int(row[2]) for row in cells(section))
    value = found.figure(level, one, "complaint.count").value
    return shown, 0 if value is None else int(value)


def test_the_categories_sum_to_the_figure() -> None:
    found = book(results())
    for level, one in (("company", ""), *(("office", one) for one in found.offices)):
        shown, figure = counted(found, level, one)
        assert shown == figure, (level, one)


def moved() -> tuple[Results, str, int]:
    """The example after a client with complaints changed its office, and how many the first one does not see."""
    found = results()
    window, ledger = found.window, found.facts.complaints
    here = ledger[(ledger["received_at"] >= window.start) & (ledger["received_at"] < window.as_of)]
    client, office = here.iloc[0][["client_id", "office_id"]]
    other = next(one for one in found.facts.offices["office_id"] if one != office)
    clients = found.clients
    homes = clients["office_id"].mask(clients["client_id"] == client, other)
    own = clients.loc[homes == office, "client_id"]
    gone = int(((here["office_id"] == office) & ~here["client_id"].isin(own)).sum())
    assert gone
    return replace(found, clients=clients.assign(office_id=homes)), office, gone


def test_complaints_of_a_client_that_moved_count_where_they_were_received() -> None:
    found, office, gone = moved()
    whole = book(found)
    shown, figure = counted(whole, "office", office)
    assert shown == figure
    section = categories(whole, "office", office)
    assert section is not None
    assert section.note == ()

    own = book(found, audience=f"office-{office}")
    seen = categories(own, "office", office)
    assert seen is not None
    assert sum(int(row[2]) for row in cells(seen)) == figure - gone
    assert str(gone) in "".join(str(part) for part in seen.note)
