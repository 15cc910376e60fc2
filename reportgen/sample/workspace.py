"""A whole workspace on disk: configuration, and one folder of exports for every quarter."""

from pathlib import Path

from reportgen.model.period import Period
from reportgen.policy.shipped import shipped
from reportgen.sample.churn_reports import churn_files
from reportgen.sample.complaint_files import complaint_files
from reportgen.sample.invoices import invoice_files
from reportgen.sample.limit_applications import limit_files
from reportgen.sample.orders import order_files
from reportgen.sample.records.files import record_files
from reportgen.sample.registers import register_files
from reportgen.sample.scorecard_files import scorecard_files
from reportgen.sample.survey_sheet import survey_files
from reportgen.sample.targets import target_files
from reportgen.sample.visits import visit_files
from reportgen.sample.world import World, built_world

CONFIG_FILES = ("profile.yaml", "sources.yaml", "schema/profile.json", "schema/sources.json", "schema/pack.json")
NOTE_FILE = "说明.txt"
_NOTE = "本季资料由商务专员汇总，合肥盛邦的评估表催办中。\r\n"


def write_workspace(
    folder: Path, *, clients: int, offices: int, quarters: int, seed: int, last: str = "2026Q3"
) -> None:
    """Write the sample into ``folder``. It replaces its own files and touches no others.

    The same arguments give the same bytes: no clock, no environment, one seed. Packs are not
    written, because those that are shipped apply as they are.

    Raises:  ValueError where the stories need more clients, offices or quarters, or names run out.
    """
    world = built_world(clients=clients, offices=offices, quarters=quarters, seed=seed, last=last)
    for name, content in sorted(_config_files().items()):
        _write(folder / "config" / name, content)
    for period in world.periods:
        for name, content in sorted(folder_files(world, period).items()):
            _write(folder / "surveys" / str(period) / name, content)


def folder_files(world: World, period: Period) -> dict[str, bytes]:
    """Return every file of one quarter's folder by its name."""
    files = {
        **register_files(world, period),
        **survey_files(world, period),
        **complaint_files(world, period),
        **scorecard_files(world, period),
        **order_files(world, period),
        **invoice_files(world, period),
        **target_files(world, period),
        **visit_files(world, period),
        **churn_files(world, period),
        **limit_files(world, period),
        **record_files(world, period),
    }
    if period == world.now:
        files[NOTE_FILE] = _NOTE.encode()
    return files


def _config_files() -> dict[str, bytes]:
    """Return the shipped configuration, whose comments say why, and the schemas that its first lines name."""
    return {name: (shipped("config") / name).read_bytes() for name in CONFIG_FILES}


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
