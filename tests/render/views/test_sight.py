"""The page of who sees what counts what each audience got."""

from dataclasses import replace

from reportgen.policy.config import Config
from reportgen.render.audience import audiences, masked
from reportgen.render.viewmodel import Cell
from reportgen.render.viewmodel_pages import SightPage
from reportgen.render.views.pages import Asked, site
from reportgen.render.views.sight import Seen, seen_by, sight_job
from tests.render.conftest import Rendered
from tests.render.example_results import example_config, example_results


def seen(config: Config) -> list[Seen]:
    found = []
    for audience in audiences(config, example_results()):
        mine = masked(example_results(), audience, config)
        found.append(seen_by(site(mine, audience, config, "en", Asked()), example_results(), mine, 14, config))
    return found


def page(config: Config, locale: str = "en") -> SightPage:
    view = sight_job(seen(config), example_results(), config, locale).view
    assert isinstance(view, SightPage)
    return view


def row(of: SightPage, section: int, audience: str) -> dict[str, Cell]:
    table = of.sections[section].table
    cells = next(one.cells for one in table.rows if one.cells[0].note == audience)
    return dict(zip((column.label for column in table.columns), cells, strict=True))


def state(cell: Cell) -> tuple[str, str]:
    assert cell.badge is not None
    return cell.badge.text, cell.note


def test_every_audience_has_its_offices_clients_and_files() -> None:
    made = page(example_config())
    east = {name: cell.text for name, cell in row(made, 0, "office-E").items()}
    assert (east["Offices"], east["Clients"]) == ("1", "4")
    assert (east["Client reports"], east["Management report"], east["Data files"]) == ("8", "0", "14")
    credit = {name: cell.text for name, cell in row(made, 0, "credit").items()}
    assert (credit["Offices"], credit["Clients"], credit["Management report"]) == ("2", "8", "2")


def test_groups_say_what_was_masked_and_how_much_there_is() -> None:
    made = page(example_config())
    word, count = state(row(made, 1, "office-E")["Scores"])
    assert word == "masked"
    assert count.startswith("0/")
    assert state(row(made, 1, "credit")["Scores"])[0] == "seen"


def test_the_page_follows_the_masks_and_not_the_configuration_alone() -> None:
    """The control: another table, another page."""
    config = example_config()
    table = config.profile.audiences
    fields = table.office.fields.model_copy(update={"scores": True})
    office = table.office.model_copy(update={"fields": fields})
    profile = config.profile.model_copy(update={"audiences": table.model_copy(update={"office": office})})
    assert state(row(page(replace(config, profile=profile)), 1, "office-E")["Scores"])[0] == "seen"


def test_the_page_is_laid_out_in_chinese_too(rendered: Rendered) -> None:
    file = rendered("who-sees-what", page(example_config(), "zh"), "screen")
    text = file.content.decode()
    assert "谁能看什么" in text
    assert "已遮盖" in text
