"""The same answers through every format are the same facts."""

from dataclasses import replace
from functools import cache

import pandas as pd
import pytest

from reportgen.deliver.tables import frame_csv
from reportgen.ingest.exports import Understood
from reportgen.ingest.platforms import cells
from reportgen.ingest.platforms.layout import Layout, Question
from reportgen.measure.table import measured
from reportgen.model.facts import Facts, Window
from reportgen.model.period import Period
from tests.ingest.literal import config
from tests.ingest.platforms import writing
from tests.ingest.platforms.same_answers import FORMATS
from tests.ingest.platforms.survey import ANSWERS, FORMS, answers, read, rule

SHORT = {"C01": "东方机械", "C02": "恒达电子", "C03": "安泰化工"}


@cache
def facts_of(name: str) -> Understood:
    """What the product makes of a format; read once."""
    return read(FORMATS[name]())


@cache
def measures(name: str) -> str:
    """The measures of a format, as a table of text."""
    return measures_of(facts_of(name).facts)


def measures_of(facts: Facts) -> str:
    settings = config()
    window = Window.of(Period.parse("2026Q3"), settings.profile.zone, None)
    packs = settings.in_force(window.last_day)
    return frame_csv(measured(facts, window, packs, settings.profile).measures)


def told(frame: pd.DataFrame) -> list[tuple[str, str, str, float]]:
    """(client, person, question, points) of every answer."""
    named = zip(frame["client_id"], frame["contact"], frame["question"], frame["value_micro"], strict=True)
    return [(SHORT[client], person, question, value / 1e6) for client, person, question, value in named]


@pytest.mark.parametrize("name", FORMATS)
def test_the_answers_are_those_of_the_forms(name: str) -> None:
    found = facts_of(name)
    assert told(answers(found)) == ANSWERS
    assert [p for p in found.problems if p.severity.value != "note"] == []


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_gives_the_same_frame(name: str) -> None:
    pd.testing.assert_frame_equal(answers(facts_of(name)), answers(facts_of("wide CSV")))


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_gives_the_same_measures(name: str) -> None:
    assert measures(name) == measures("wide CSV")


def test_control_another_answer_gives_other_measures() -> None:
    facts = facts_of("wide CSV").facts
    changed = facts.answers.assign(value_micro=facts.answers["value_micro"] - 1_000_000)
    assert measures_of(replace(facts, answers=changed)) != measures("wide CSV")


@pytest.mark.parametrize("name", FORMATS)
def test_comments_and_forms_are_the_same(name: str) -> None:
    facts = facts_of(name).facts
    assert sorted(facts.comments["comment"]) == sorted(form.words for form in FORMS if form.words)
    assert facts.responses["answered_at"].nunique() == len(FORMS)


@pytest.mark.parametrize("name", [name for name in FORMATS if "CSV" not in name and "Google" not in name])
def test_platforms_that_say_how_long_a_form_took_are_believed(name: str) -> None:
    responses = facts_of(name).facts.responses.sort_values("answered_at")
    assert responses["duration_s"].tolist() == [form.seconds for form in FORMS]


def test_control_a_reader_that_drops_skips_and_options_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    def careless(cell: str, _question: Question, _layout: Layout) -> str:
        return cell

    monkeypatch.setattr(cells, "label_of", careless)
    failing = set()
    careful = {name for name in FORMATS if not name.startswith(("wjx", "Tencent"))}
    for name in FORMATS.keys() - careful:
        found = read(FORMATS[name]())
        faulty = any(problem.severity.value != "note" for problem in found.problems)
        if told(answers(found)) != ANSWERS or faulty:
            failing.add(name)
    assert failing == FORMATS.keys() - careful


def test_control_numbers_of_options_without_their_questionnaire_are_not_the_answers() -> None:
    bare = replace(writing.wjx_number(), structures={}, rule=rule("wjx"))
    found = read(bare)
    assert told(answers(found)) != ANSWERS
    (warning,) = [problem for problem in found.problems if problem.code == "W168"]
    assert warning.severity.value == "warning"
