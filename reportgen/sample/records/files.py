"""Every declared export of one quarter."""

from reportgen.model.period import Period
from reportgen.sample.records.improvements import action_files
from reportgen.sample.records.levels import level_files
from reportgen.sample.records.plans import plan_files
from reportgen.sample.records.voices import voice_files
from reportgen.sample.world import World


def record_files(world: World, period: Period) -> dict[str, bytes]:
    """Return the files of one quarter's folder, by file name."""
    return {
        **voice_files(world, period),
        **action_files(world, period),
        **plan_files(world, period),
        **level_files(world, period),
    }
