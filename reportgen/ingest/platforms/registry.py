"""Which module knows which platform; a platform is imported when a rule or a question asks for it."""

from collections.abc import Mapping
from importlib import import_module
from typing import get_args

from reportgen.ingest.platforms.layout import Layout, Recogniser, Structure
from reportgen.ingest.sheet import Sheet
from reportgen.policy.sources import Platform

_HOME = "reportgen.ingest.platforms"


def _recogniser(platform: str) -> Recogniser:
    def recognised(sheet: Sheet, structure: Structure | None) -> Layout | None:
        found: Layout | None = import_module(f"{_HOME}.{platform}").recognised(sheet, structure)
        return found

    return recognised


PLATFORMS: Mapping[str, Recogniser] = {platform: _recogniser(platform) for platform in get_args(Platform)}
"""Platform → what recognises its sheets; the function ``recognised`` of the module of that name."""
