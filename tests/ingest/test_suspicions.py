"""What is read without a fault and may not be what it seems; each with the sound file beside it."""

from typing import Any

import pytest

from reportgen.ingest.exports import Understood
from reportgen.model.problem import Severity
from tests.ingest.literal import CLIENTS, coded, config, export, read, with_profile

CLIENT_HEAD = [*CLIENTS[0], "contact_name"]
FIVE = ("C01", "C02", "C03", "C04", "C05")


def form(number: int, answers: dict[str, int], at: str = "") -> list[str]:
    """One form as rows of the long survey."""
    who = (
        f"R{number},C0{number % 3 + 1},人{number},1,{at or f'2026-07-{number % 28 + 1:02d} 09:{number % 60:02d}'}"
    )
    return [f"{who},{question},{value}" for question, value in answers.items()]


def surveyed(*forms: list[str], **more: Any) -> Understood:
    return read(export("survey", *(row for rows in forms for row in rows)), **more)


def moods(count: int = 30) -> list[int]:
    return [number % 5 + 1 for number in range(count)]


# ------------------------------------------------------------------ W206: a scale the other way round
def answered(third: int, *, second: int = -1, count: int = 30) -> Understood:
    """Forms in which Q1 says the mood; 1 = the question says it too, −1 = turned. Q2 is declared reversed."""
    said = {1: lambda mood: mood, -1: lambda mood: 6 - mood}
    return surveyed(
        *(
            form(number, {"Q1": mood, "Q2": said[second](mood), "Q3": said[third](mood)})
            for number, mood in enumerate(moods(count))
        )
    )


def test_a_question_that_runs_against_all_others_is_suspected_and_not_turned_D05() -> None:
    found = answered(-1)
    [problem] = coded(found, "W206")
    assert (problem.severity, problem.column, problem.value) == (Severity.WARNING, "question", "Q3")
    assert "reversed: true for Q3" in str(problem.hint)
    assert "-1.00" in str(problem.expected)
    values = found.facts.answers.query("question == 'Q3'")["value_micro"]
    assert sorted(values / 1e6) == sorted(6 - mood for mood in moods())


def test_answers_that_go_together_are_not_suspected() -> None:
    assert not coded(answered(1), "W206")


def test_a_question_declared_reversed_that_is_not_is_suspected_too() -> None:
    [problem] = coded(answered(1, second=1), "W206")
    assert problem.value == "Q2"
    assert "Is 1 the worst answer" in str(problem.hint)


def test_a_few_forms_suspect_nobody() -> None:
    assert not coded(answered(-1, count=19), "W206")
    assert coded(answered(-1, count=20), "W206")


def test_of_two_questions_nobody_can_say_which_is_turned() -> None:
    forms = [form(number, {"Q1": mood, "Q3": 6 - mood}) for number, mood in enumerate(moods())]
    assert not coded(surveyed(*forms), "W206")


# ------------------------------------------------------------------ W229: all in one minute
def crowd(count: int, at: str) -> list[list[str]]:
    return [form(number, {"Q1": 5}, at) for number in range(count)]


def test_many_forms_in_one_minute_may_be_a_script_E14() -> None:
    rest = [form(100 + number, {"Q1": 4}) for number in range(20)]
    [problem] = coded(surveyed(*rest, *crowd(30, "2026-07-09 10:15:20")), "W229")
    assert (problem.row, problem.column, problem.value) == (22, "answered_at", "2026-07-09 10:15")
    assert "there are 30, and so in 1 in all" in str(problem.expected)


def test_the_profile_says_how_many_are_many() -> None:
    forms = crowd(29, "2026-07-09 10:15:20")
    assert not coded(surveyed(*forms), "W229")
    assert coded(surveyed(*forms, chosen=with_profile(same_minute=29)), "W229")


def test_dates_without_a_time_tell_nothing_of_the_minute() -> None:
    assert not coded(surveyed(*crowd(40, "2026-07-09")), "W229")


def test_forms_of_an_earlier_period_were_told_then() -> None:
    assert not coded(surveyed(*crowd(40, "2026-04-09 10:15:20")), "W229")


# ------------------------------------------------------------------ W215: another unit
def bought(folder: str, size: int, people: tuple[str, ...] = FIVE) -> Any:
    month = {"2026Q2": "2026-04", "2026Q3": "2026-07"}[folder]
    rows = [f"{folder}-{client}-{n},{client},{month}-0{n},{size * n},done" for client in people for n in (1, 2, 3)]
    return export("orders", *rows, folder=folder, name=f"orders_{folder}.csv")


def jumped(before: int, now: int, people: tuple[str, ...] = FIVE) -> list[str]:
    register = [
        CLIENTS[0],
        *([client, f"客户{client}", "E", "2020-03-01", "2020-03-01", ""] for client in FIVE),
    ]
    found = read(bought("2026Q2", before, people), bought("2026Q3", now, people), clients=register)
    return [problem.value for problem in coded(found, "W215")]


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        (30_000, 3, ["1/10,000"]),
        (3, 30_000, ["10,000"]),
        (30_000, 30_000, []),
        (100, 50_000, []),
        (50_000, 100, []),
    ],
    ids=["yuan to wan", "wan to yuan", "the same", "500 times", "a 500th"],
)
def test_amounts_of_another_size_than_before_may_be_of_another_unit_D20(
    before: int, now: int, said: list[str]
) -> None:
    assert jumped(before, now) == said


def test_the_amounts_of_four_clients_say_nothing() -> None:
    assert jumped(30_000, 3, FIVE[:4]) == []


# ------------------------------------------------------------------ W247: another client is named
def commented(comment: str, **more: Any) -> Understood:
    rule = {"layout": "wide", "columns": dict.fromkeys(["client_id", "answered_at", "comment"])}
    row = ["C01", "2026-07-03 10:00", comment, "5"]
    head = ["client_id", "answered_at", "comment", "质量"]
    return read(export("survey", row, heading=head, questions={"Q1": ["质量"]}, **rule), **more)


@pytest.mark.parametrize("comment", ["比恒达电子好", "比 恒达 电子 好", "恒达电子和安泰化工都不如"])
def test_a_comment_that_names_another_client_is_noted_F19(comment: str) -> None:
    [problem] = coded(commented(comment), "W247")
    assert (problem.severity, problem.row, problem.column) == (Severity.NOTE, 2, "comment")
    assert "C02 恒达电子" in str(problem.expected)


@pytest.mark.parametrize("comment", ["东方机械对贵公司满意", "没有意见", ""])
def test_a_comment_about_the_client_itself_is_not(comment: str) -> None:
    assert not coded(commented(comment), "W247")


def test_a_word_that_the_profile_calls_ordinary_names_nobody() -> None:
    audiences = config().profile.audiences.model_copy(update={"ordinary_words": ("恒达电子",)})
    assert not coded(commented("比恒达电子好", chosen=with_profile(audiences=audiences)), "W247")


# ------------------------------------------------------------------ W248: a stranger answers
def answered_by(contact: str, listed: str) -> Understood:
    register = export(
        "clients",
        ["C01", "东方机械", "E", "2020-03-01", "2020-03-01", "", listed],
        heading=CLIENT_HEAD,
        also={"contact_name": ["contact_name"]},
    )
    return read(register, export("survey", f"R1,C01,{contact},1,2026-07-03 10:00,Q1,5"))


@pytest.mark.parametrize("listed", ["王芳；李强", "王芳、李强", "王芳,李强"])
def test_a_person_who_is_no_contact_of_the_client_is_told_F21(listed: str) -> None:
    [problem] = coded(answered_by("赵敏", listed), "W248")
    assert (problem.row, problem.column, problem.value) == (2, "contact", "赵敏")
    assert "王芳, 李强" in str(problem.expected)


@pytest.mark.parametrize(
    ("contact", "listed"), [("李强", "王芳；李强"), ("李 强", "王芳；李强"), ("赵敏", "王芳"), ("赵敏", "")]
)
def test_a_listed_person_is_not_and_one_name_is_no_list(contact: str, listed: str) -> None:
    assert not coded(answered_by(contact, listed), "W248")
