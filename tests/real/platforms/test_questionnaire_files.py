"""Real questionnaire files through the reading process: the table that arrives says what the file says."""

from pathlib import Path

import pytest

from reportgen.ingest.platforms import limesurvey_structure, qualtrics_structure
from reportgen.ingest.platforms.layout import Structure
from reportgen.ingest.platforms.questionnaire import structure_of
from reportgen.ingest.platforms.structure_files import is_structure
from tests.ingest.reading import read
from tests.real.platforms.test_limesurvey_exports import LSS
from tests.real.platforms.test_qualtrics_exports import QSFS

FILES = [LSS, *{path.read_bytes(): path for path in QSFS}.values()]
"""One of the questionnaires lies in two folders; a second copy would be refused."""


def as_read(root: Path, paths: list[Path]) -> list[Structure]:
    """What the main process understands of the sheets that the reading process returned."""
    found = read(root, {f"{at:02}{path.suffix}": path.read_bytes() for at, path in enumerate(paths)})
    assert not found.problems
    understood = [structure_of(sheet, "") for sheet in found.sheets]
    assert all(understood)
    return [one for one in understood if one]


@pytest.fixture(scope="module")
def arrived(tmp_path_factory: pytest.TempPathFactory) -> list[Structure]:
    return as_read(tmp_path_factory.mktemp("questionnaires"), FILES)


def test_each_file_arrives_whole(arrived: list[Structure]) -> None:
    for path, found in zip(FILES, arrived, strict=True):
        reader = limesurvey_structure if path.suffix == ".lss" else qualtrics_structure
        direct = reader.structure(path.read_bytes(), path.name)
        assert is_structure(path.name)
        assert found.platform == direct.platform
        assert found.questions == direct.questions, path.name


def test_control_another_file_is_another_questionnaire(arrived: list[Structure]) -> None:
    assert arrived[1].questions != arrived[2].questions
