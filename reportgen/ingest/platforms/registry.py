"""Which module knows which platform; a platform is imported when a rule or a question asks for it."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import get_args

from reportgen.ingest.platforms.layout import Layout, Recogniser, Structure
from reportgen.ingest.sheet import Sheet
from reportgen.policy.sources import Platform

StructureReader = Callable[[bytes, str], Structure]
"""Returns what a questionnaire file (its bytes, its name) asks; raises RefusalError where it is none."""

_HOME = "reportgen.ingest.platforms"
_STRUCTURES: Mapping[str, str] = {".lss": "limesurvey_structure", ".qsf": "qualtrics_structure"}


def _recogniser(platform: str) -> Recogniser:
    def recognised(sheet: Sheet, structure: Structure | None) -> Layout | None:
        found: Layout | None = import_module(f"{_HOME}.{platform}").recognised(sheet, structure)
        return found

    return recognised


PLATFORMS: Mapping[str, Recogniser] = {platform: _recogniser(platform) for platform in get_args(Platform)}
"""Platform → what recognises its sheets; the function ``recognised`` of the module of that name."""


def structure_reader(suffix: str) -> StructureReader | None:
    """Return what reads a questionnaire file of that suffix, None for a table of questions.

    It is the function ``structure`` of the suffix's module; it runs in a reading process.
    """
    module = _STRUCTURES.get(suffix.lower())
    if module is None:
        return None
    reader: StructureReader = import_module(f"{_HOME}.{module}").structure
    return reader
