"""The differencing attack with everything: tables, sheets, pages, drawings, PDFs and what they enclose, search.

As ``test_differencing.py``, with the files that a build writes. Each channel's control leaves one kind of file
unmasked, and of it the attack reads that channel only.
"""

from pathlib import Path

import pytest

from reportgen.model.results import Results
from reportgen.policy.audiences import Audience
from tests.builds.attack.channels import told_by_all
from tests.builds.attack.pages import searched
from tests.builds.attack.plants import unsuppressed, with_table
from tests.builds.attack.roots import write_root
from tests.builds.attack.told import Told
from tests.builds.attack.worlds import PAIR, QUARTERS, Sample, sample
from tests.builds.test_differencing import broken

pytestmark = pytest.mark.slow
BEFORE, NOW = QUARTERS
EVERY = ("csv", "xlsx", "html", "pdf")


@pytest.fixture(scope="module")
def world() -> Sample:
    return sample(15, 3)


def words_of(world: Sample) -> dict[str, str]:
    """What a drawing of complaints is called → the category."""
    codes = set(world.now.insight.complaint_months["category"]) - {"(all)"}
    return {"全部投诉": "(all)", **{one: one for one in codes}}


def told_to(world: Sample, reader: Audience, folder: Path) -> list[Told]:
    """Everything that the files of a reader's two quarters say."""
    seen = world.seen(reader).items()
    roots = [(one, write_root(folder / one, world.config, found, reader, channels=EVERY)) for one, found in seen]
    return told_by_all(roots, words_of(world))


@pytest.mark.parametrize("one", [PAIR, "office-HD"])
def test_no_file_of_two_quarters_gives_a_hidden_figure_away(world: Sample, tmp_path: Path, one: str) -> None:
    reader = world.reader(one)
    told = told_to(world, reader, tmp_path)
    assert {each.channel for each in told} == {"csv", "xlsx", "html", "drawings", "text", "pdf", "enclosed"}
    assert broken(world, reader, told) == set()


@pytest.fixture(scope="module")
def unmasked(world: Sample, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Told]]:
    """Kind of file → what the last quarter's root tells with that kind alone unmasked, beside masked tables."""
    reader, found = world.reader(PAIR), {}
    seen = world.seen(reader)[NOW]
    opened: Results = with_table(unsuppressed(seen, world.now), world.now, "complaint_months")
    for file in ("html", "pdf"):
        folder = tmp_path_factory.mktemp(file) / NOW
        root = write_root(folder, world.config, seen, reader, planted={file: opened}, channels=("csv", file))
        found[file] = told_by_all([(NOW, root)], words_of(world))
    return found


@pytest.mark.parametrize(
    ("file", "channel", "name"),
    [
        ("html", "text", "complaint.count"),
        ("html", "drawings", "complaint_months.count:(all),2026-09"),
        ("pdf", "pdf", "complaint.count"),
        ("pdf", "enclosed", "complaint.count"),
    ],
)
def test_each_channel_is_read(
    world: Sample, unmasked: dict[str, list[Told]], file: str, channel: str, name: str
) -> None:
    told = [one for one in unmasked[file] if one.channel in ("csv", channel)]
    assert (NOW, "HB", name) in broken(world, world.reader(PAIR), told)


def test_a_printed_share_and_its_n_leave_one_whole_number(world: Sample, unmasked: dict[str, list[Told]]) -> None:
    """86 % of 71 complaints can only be 61; without the addressed figures nothing says so."""
    reader, resolved = world.reader(PAIR), (NOW, "HB", "complaint.resolution_rate")
    read = [one for one in unmasked["html"] if one.channel in ("csv", "text", "html")]
    assert resolved in broken(world, reader, read)
    assert resolved not in broken(world, reader, [one for one in read if one.channel != "html"])


def test_the_search_leads_to_own_pages_and_says_no_figure(world: Sample, tmp_path: Path) -> None:
    reader = world.reader("office-HD")
    seen = world.seen(reader)[NOW]
    root = write_root(tmp_path / NOW, world.config, seen, reader, channels=("html",))
    assert found_in_search(root, seen) == (set(), [])
    everything = write_root(tmp_path / "all" / NOW, world.config, world.now, reader, channels=("html",))
    assert found_in_search(everything, seen)[0], "the control: an index of everybody leads to others"
    script = root / "assets" / "search.js"
    script.write_text(script.read_text("utf-8").replace('"said":["', '"said":["投诉 71","'), "utf-8")
    assert found_in_search(root, seen)[1] == ["投诉 71"]


def found_in_search(root: Path, seen: Results) -> tuple[set[str], list[str]]:
    """Return pages of others that the search knows, and words beside a find with a number in them."""
    places, said = searched(root)
    own = {f"clients/{one}.html" for one in seen.clients["client_id"]}
    own |= {f"offices/{one}.html" for one in seen.facts.offices["office_id"]}
    ids = set(seen.clients["client_id"])
    plain = [" ".join(part for part in one.split() if part not in ids) for one in said]
    return places - own, [one for one in plain if any(letter.isdigit() for letter in one)]
