"""How the complaints of the worked example came in and ended, against its figures."""

from dataclasses import replace

import pandas as pd

from reportgen.ingest.complaints import CHANNELS as LEDGER
from reportgen.model.results import Results
from reportgen.render.views.resolution import CHANNELS, MEASURES, resolution
from tests.render.behind import book, results
from tests.render.views.test_listening import cells


def channelled(*names: str) -> Results:
    """The example with channels in its ledger, in turn."""
    found = results()
    ledger = found.facts.complaints
    words = [names[i % len(names)] for i in range(len(ledger))]
    return replace(found, facts=replace(found.facts, complaints=ledger.assign(channel=words)))


def test_each_figure_stands_with_what_it_was_and_how_many_it_rests_on() -> None:
    found = book(results())
    ends = resolution(found, "company", "")[0]
    asked = [one for name in MEASURES if (one := found.figure("company", "", name)).source]
    assert [row.cells[4].text for row in ends.table.rows] == [str(one.n) for one in asked]
    assert [row.cells[2].address for row in ends.table.rows] == [one.address for one in asked]
    rate = found.figure("company", "", "complaint.resolution_rate")
    assert ends.heading.title == f"Resolved: {float(rate.value or 0) * 100:.0f}% of {rate.n} complaints"


def rated(n: int) -> Results:
    """The example with the company's satisfaction with the handling, of n complaints."""
    found = results()
    changed = found.changed
    rate = changed[(changed["level"] == "company") & (changed["measure"] == "complaint.resolution_rate")]
    own = rate.assign(measure="complaint.satisfaction", unit="points", n=n, source="P11.7")
    return replace(found, changed=pd.concat([changed, own], ignore_index=True))


def test_satisfaction_says_the_share_of_complaints_behind_it() -> None:
    found = book(rated(4))
    received = found.figure("company", "", "complaint.count").value
    row = resolution(found, "company", "")[0].table.rows[-1]
    assert row.cells[4].text == "4"
    assert row.cells[4].note == f"{round(400 / float(received or 1))} % of the complaints"


def test_channels_sum_to_the_complaints() -> None:
    found = book(channelled("hotline", "hotline", "email", ""))
    for level, one in (("company", ""), *(("office", office) for office in found.offices)):
        channels = resolution(found, level, one)[-1]
        assert sum(int(row[2]) for row in cells(channels)) == found.figure(level, one, "complaint.count").value
    assert {row[0] for row in cells(resolution(found, "company", "")[-1])} == {"hotline", "e-mail", "not said"}


def test_control_channels_of_the_wrong_office_do_not_sum() -> None:
    found = book(channelled("hotline"))
    sums = {sum(int(row[2]) for row in cells(resolution(found, "office", one)[-1])) for one in found.offices}
    assert found.figure("company", "", "complaint.count").value not in sums


def test_without_the_ledger_there_is_no_section() -> None:
    found = results()
    unread = frozenset(one for one in found.facts.read if one != ("complaints", "2026Q3"))
    assert resolution(book(replace(found, facts=replace(found.facts, read=unread))), "company", "") == ()


def test_each_channel_of_the_ledger_has_its_word() -> None:
    assert CHANNELS.keys() == set(LEDGER)
