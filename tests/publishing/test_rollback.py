"""The way back to a former release."""

import pytest

from reportgen.ledger.chain import entries
from reportgen.pipeline import Exit
from reportgen.publishing.rollback import listed
from tests.publishing.small import Small, said, site


@pytest.fixture
def three(small: Small) -> Small:
    for word in ("one", "two", "three"):
        small.built("2026Q3", site(word))
        assert small.publish().exit == Exit.DONE
    return small


def word(small: Small) -> str:
    return small.online()["office-HN/2026Q3/index.html"].decode()[3:].split()[0]


def test_back_to_the_release_before(three: Small) -> None:
    done = three.rollback()
    assert done.exit == Exit.DONE, said(done)
    assert word(three) == "two"
    last = entries(three.ledger, kind="published")[-1]
    assert (last.body["release"][:6], last.body["rolled_back"]) == ("000002", True)


@pytest.mark.parametrize("asked", ["1", "000001"])
def test_back_to_a_release_by_number(asked: str, three: Small) -> None:
    assert three.rollback(asked).exit == Exit.DONE
    assert word(three) == "one"


def test_back_and_forth(three: Small) -> None:
    three.rollback()
    three.rollback("3")
    assert word(three) == "three"
    assert three.rollback("3").exit == Exit.DONE
    assert [one.body["release"][:6] for one in entries(three.ledger, kind="published")][-2:] == [
        "000002",
        "000003",
    ]


def test_after_a_way_back_the_next_goes_back_to_what_was_online_not_to_what_was_left(three: Small) -> None:
    three.rollback()
    three.built("2026Q3", site("four"))
    three.publish()
    three.rollback()
    assert word(three) == "two"


def test_a_release_that_was_altered_is_not_gone_back_to(three: Small) -> None:
    page = next((three.target / "releases").glob("000002-*/office-HN/2026Q3/index.html"))
    page.chmod(0o640)
    page.write_bytes(b"<p>touched</p>")
    refused = three.rollback()
    assert (refused.exit, [one.code for one in refused.problems]) == (Exit.PUBLISH, ["E507"])
    assert word(three) == "three"


@pytest.mark.parametrize("asked", ["7", "current", ".."])
def test_a_release_that_is_not_there_is_answered_with_those_that_are(asked: str, three: Small) -> None:
    refused = three.rollback(asked)
    assert refused.exit == Exit.USAGE
    assert "000002-2026Q3-" in said(refused)


def test_nothing_to_go_back_to(small: Small) -> None:
    small.publish()
    assert small.rollback().exit == Exit.USAGE


def test_the_list_marks_what_is_online(three: Small) -> None:
    lines = said(listed(three.request(), str(three.target))).splitlines()
    assert [line[:9] for line in lines] == ["  000001-", "  000002-", "* 000003-"]
    assert lines[2].endswith("periods 2026Q3; online")
