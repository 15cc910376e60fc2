"""Every declared export of one quarter."""

from reportgen.model.period import Period
from reportgen.sample.records.dossiers import dossier_files
from reportgen.sample.records.grants import grant_files
from reportgen.sample.records.improvements import action_files
from reportgen.sample.records.levels import level_files
from reportgen.sample.records.money import money_files
from reportgen.sample.records.notices import notice_files
from reportgen.sample.records.people import people_files
from reportgen.sample.records.plans import plan_files
from reportgen.sample.records.upkeep import upkeep_files
from reportgen.sample.records.voices import voice_files
from reportgen.sample.world import World


def record_files(world: World, period: Period) -> dict[str, bytes]:
    """Return the files of one quarter's folder, by file name."""
    return {
        **voice_files(world, period),
        **action_files(world, period),
        **notice_files(world, period),
        **plan_files(world, period),
        **level_files(world, period),
        **people_files(world, period),
        **dossier_files(world, period),
        **money_files(world, period),
        **grant_files(world, period),
        **upkeep_files(world, period),
    }
