"""Questionnaire files of platforms (.lss, .qsf) → their table of questions; runs in a reading process."""

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import PurePosixPath

from reportgen.ingest.blocks import Cells
from reportgen.ingest.job import Job, Outcome
from reportgen.ingest.platforms.layout import Structure
from reportgen.ingest.platforms.questionnaire import table_of
from reportgen.ingest.sheet import Sheet

StructureReader = Callable[[bytes, str], Structure]
"""Returns what a questionnaire file (its bytes, its name) asks; raises RefusalError where it is none."""

_MODULES: Mapping[str, str] = {".lss": "limesurvey_structure", ".qsf": "qualtrics_structure"}
"""Suffix → the module whose function ``structure`` is a StructureReader."""


def is_structure(name: str) -> bool:
    """Whether a file is a platform's questionnaire by its suffix; other questionnaires are tables."""
    return PurePosixPath(name).suffix.lower() in _MODULES


def read_structure(job: Job) -> Outcome:
    """Return the questionnaire as the sheet that ``questionnaire.structure_of`` understands.

    Raises:  RefusalError where the file is damaged, hostile or no questionnaire.
    """
    module = _MODULES[PurePosixPath(job.name).suffix.lower()]
    reader: StructureReader = import_module(f"reportgen.ingest.platforms.{module}").structure
    rows = table_of(reader(job.copy.read_bytes(), job.name))
    sheet = Sheet(file=job.name, sha256=job.sha256, cells=Cells.of(rows), records=len(rows))
    return Outcome(sheets=(sheet,))
