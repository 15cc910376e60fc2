"""The differencing attack (K06): a reader takes all that it gets, of this quarter and the one before, together.

It has the tables of its copy and of its data book, knows who the clients and offices are, and solves for every
figure that its copy hides. ``attack/`` says how; ``test_differencing_pages.py`` adds pages and PDFs. What it finds
is compared with the master: nothing may be found, and with one thing left unmasked something must be.
"""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from reportgen.model.results import Results
from reportgen.policy.audiences import Audience
from reportgen.render import suppression
from tests.builds.attack.attack import Cell, recovered
from tests.builds.attack.cards import cards_of, items_recovered
from tests.builds.attack.plants import unsuppressed, with_all_items_but_one, with_past, with_table
from tests.builds.attack.roots import write_root
from tests.builds.attack.tables import COUNTS, csv_tables, sheet_tables, told_by, told_of_cards
from tests.builds.attack.told import Told
from tests.builds.attack.truth import points_of, secrets
from tests.builds.attack.worlds import PAIR, QUARTERS, Sample, sample

BEFORE, NOW = QUARTERS
Planted = Mapping[tuple[str, str], Results]
"""(quarter, channel) → what stands there instead of the masked results."""


def told_to(
    world: Sample, reader: Audience, folder: Path, planted: Planted | None = None, channel: str = "csv"
) -> list[Told]:
    """Everything that the tables of a reader's two copies say, or their sheets."""
    read = {"csv": csv_tables, "xlsx": sheet_tables}[channel]
    found: list[Told] = []
    for quarter, seen in world.seen(reader).items():
        behind = {one: results for (when, one), results in (planted or {}).items() if when == quarter}
        root = write_root(folder / quarter, world.config, seen, reader, planted=behind, channels=(channel,))
        tables = read(root)
        found += [*told_by(channel, tables), *told_of_cards(channel, tables)]
    return found


def broken(world: Sample, reader: Audience, told: list[Told]) -> set[Cell]:
    """What the attack rightly finds of what is hidden from a reader."""
    known = secrets(world, reader, told)
    found = recovered(told, known.world)
    return {one for one, value in found.items() if one in known.cells and near(value, known.cells[one])}


def near(found: Fraction, true: Fraction) -> bool:
    return abs(found - true) <= abs(true) / 10**9


@pytest.fixture(scope="module")
def world() -> Sample:
    return sample(15, 3)


def test_nobody_finds_a_figure_that_its_copy_hides(world: Sample, tmp_path: Path) -> None:
    found = {one.id: broken(world, one, told_to(world, one, tmp_path / one.id)) for one in world.readers()}
    assert len(found) == 7, "management, three offices, a pair of offices, two clients"
    assert found == {one: set() for one in found}


def test_without_suppression_the_same_attack_finds_figures_for_every_reader(world: Sample, tmp_path: Path) -> None:
    for reader in world.readers():
        if reader.id != "management":
            seen = world.seen(reader)
            open_ = {(one, "csv"): unsuppressed(seen[one], world.quarters[one]) for one in QUARTERS}
            assert broken(world, reader, told_to(world, reader, tmp_path / reader.id, open_)), reader.id


def test_without_the_rule_of_edges_an_office_learns_that_no_other_has_any(
    world: Sample, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Enough others alone are not enough: of none, each has none."""
    monkeypatch.setattr(suppression, "says_the_same_of_all", lambda _others: set())
    anew = replace(world, copies={})
    reader = anew.reader("office-HD")
    found = broken(anew, reader, told_to(anew, reader, tmp_path))
    assert (NOW, "HN", "complaint.reopened_rate") in found


@pytest.mark.parametrize("channel", ["csv", "xlsx"])
def test_an_open_table_of_figures_is_read(world: Sample, tmp_path: Path, channel: str) -> None:
    reader = world.reader(PAIR)
    planted = {(NOW, channel): unsuppressed(world.seen(reader)[NOW], world.now)}
    found = broken(world, reader, told_to(world, reader, tmp_path, planted, channel))
    assert (NOW, "HB", "complaint.count") in found


def test_the_sheets_tell_what_the_files_tell(world: Sample, tmp_path: Path) -> None:
    reader = world.reader("office-HB")
    files = {one.about: one.low for one in told_to(world, reader, tmp_path / "csv")}
    sheets = {one.about: one.low for one in told_to(world, reader, tmp_path / "xlsx", channel="xlsx")}
    assert sheets.keys() == files.keys()
    assert not [one for one, value in files.items() if not near(sheets[one], value)]


def test_last_quarters_report_is_read(world: Sample, tmp_path: Path) -> None:
    reader = world.reader(PAIR)
    planted = {(BEFORE, "csv"): unsuppressed(world.seen(reader)[BEFORE], world.quarters[BEFORE])}
    found = broken(world, reader, told_to(world, reader, tmp_path, planted))
    assert (BEFORE, "HB", "complaint.count") in found
    assert not {one for one in found if one[0] == NOW}


def test_the_value_before_is_read(world: Sample, tmp_path: Path) -> None:
    reader = world.reader(PAIR)
    planted = {(NOW, "csv"): with_past(world.seen(reader)[NOW], world.now)}
    assert (BEFORE, "HB", "complaint.count") in broken(world, reader, told_to(world, reader, tmp_path, planted))


@pytest.mark.parametrize("name", sorted(COUNTS))
def test_a_table_behind_the_figures_is_read(world: Sample, tmp_path: Path, name: str) -> None:
    reader = world.reader(PAIR)
    planted = {(NOW, "csv"): with_table(world.seen(reader)[NOW], world.now, name)}
    found = broken(world, reader, told_to(world, reader, tmp_path, planted))
    assert {one for one in found if one[2].startswith(f"{name}.")}
    assert all(one[2].startswith(f"{name}.") for one in found)


def test_no_score_gives_the_items_of_its_card_away(world: Sample, tmp_path: Path) -> None:
    for one in ("management", "office-HD"):
        reader = world.reader(one)
        assert items_recovered(told_to(world, reader, tmp_path / one), cards_of(world.config)) == {}


def test_with_all_items_but_one_the_score_gives_that_one_away(world: Sample, tmp_path: Path) -> None:
    reader = world.reader("management")
    planted = {(NOW, "csv"): with_all_items_but_one(world.seen(reader)[NOW], world.now)}
    found = items_recovered(told_to(world, reader, tmp_path, planted), cards_of(world.config))
    true = points_of(world.now)
    assert {one for one, value in found.items() if one[0] == NOW and true.get(one) == value}


def test_three_offices_do_get_a_benchmark(world: Sample, tmp_path: Path) -> None:
    """A last control: nothing is hidden that need not be."""
    told = told_to(world, world.reader("office-HD"), tmp_path)
    assert {"complaint.count", "satisfaction.index", "trade.sales"} <= {
        one.name for one in told if not one.subject
    }
