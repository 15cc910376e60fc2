"""Words that no policy knows are the questionnaire's own numbers, and a warning says so."""

import json
from collections.abc import Sequence

import pytest

from reportgen.ingest.platforms import qualtrics_structure
from reportgen.ingest.platforms.questionnaire import table_of
from tests.ingest.platforms import writing_abroad as writing
from tests.ingest.platforms.survey import FORMS, LABELS, Export, answers, read, rule

ENGLISH = ("Excellent", "Good", "Fair", "Poor", "Awful")


def export(labels: Sequence[str], values: Sequence[int]) -> Export:
    """The survey in recoded numbers, with the questionnaire's words and numbers."""
    said = json.loads(writing.qsf())
    matrix = next(one["Payload"] for one in said["SurveyElements"] if one["PrimaryAttribute"] == "QID3")
    matrix["Answers"] = {str(at): {"Display": label} for at, label in enumerate(labels, start=1)}
    matrix["RecodeValues"] = {str(at): str(value) for at, value in enumerate(values, start=1)}
    structure = qualtrics_structure.structure(json.dumps(said).encode(), "survey.qsf")
    rows = [list(row) for row in writing.qualtrics_rows(words=False)]
    for row in rows[3:]:
        row[12:15] = [str(values[int(cell) - 11]) if cell != "-99" else cell for cell in row[12:15]]
    own = rule("qualtrics", structure=["*.qsf"])
    return Export(files={"survey.csv": rows}, structures={"survey.qsf": table_of(structure)}, rule=own)


def points(one: Export) -> list[float]:
    return [value / 1e6 for value in answers(read(one))["value_micro"]]


def told_by_the_forms() -> list[int]:
    rated = [(form.quality, form.speed, form.service) for form in FORMS]
    return [5 - LABELS.index(label) for labels in rated for label in labels if label]


def test_words_that_no_policy_knows_are_the_questionnaires_numbers() -> None:
    found = export(ENGLISH, (5, 4, 3, 2, 1))
    assert points(found) == told_by_the_forms()
    warnings = [problem for problem in read(found).problems if problem.severity.value == "warning"]
    assert [problem.code for problem in warnings] == ["W168"] * 3
    assert str(warnings[0].value) == "Excellent = 5"


def test_numbers_off_the_scale_are_no_answers_for_being_the_questionnaires() -> None:
    assert points(export(ENGLISH, (15, 14, 13, 12, 11))) == []


@pytest.mark.parametrize("values", [(5, 4, 3, 2, 1), (1, 2, 3, 4, 5)])
def test_the_policys_numbers_count_where_it_knows_the_words(values: Sequence[int]) -> None:
    found = export(LABELS, values)
    assert points(found) == told_by_the_forms()
    assert not [problem for problem in read(found).problems if problem.code == "W168"]


def test_control_of_a_scale_that_the_policy_knows_in_part_the_rest_is_set_aside() -> None:
    mixed = (LABELS[0], *ENGLISH[1:])
    assert set(points(export(mixed, (5, 4, 3, 2, 1)))) == {5.0}
