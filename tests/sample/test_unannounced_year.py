"""A quarter of a year whose public holidays nobody has announced: built, and marked."""

from pathlib import Path

from reportgen.model.period import Period
from reportgen.pipeline import check
from reportgen.policy.public_holidays import china
from reportgen.sample import write_workspace


def test_a_quarter_of_an_unannounced_year_is_built_and_its_hours_are_provisional(tmp_path: Path) -> None:
    period = f"{china().last_year + 1}Q1"
    write_workspace(tmp_path, clients=12, offices=2, quarters=2, seed=1, last=period)
    run = check(tmp_path, Period.parse(period))
    assert run.results is not None
    changed = run.results.changed
    company = changed[changed["level"] == "company"].set_index("measure")
    assert company.loc["complaint.first_reply_hours.p50", "provisional"] == "true"
    assert company.loc["complaint.first_reply_on_time", "provisional"] == "true"
    assert company.loc["complaint.first_reply_calendar_hours.p50", "provisional"] == ""
    assert company.loc["complaint.count", "provisional"] == ""
    before = run.results.history
    earlier = before[(before["period"] != period) & (before["provisional"] == "true")]
    assert earlier.empty
