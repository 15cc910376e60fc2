"""The methods page says what the packs ask of people, and when it was last done."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from reportgen.policy.checks import CheckName
from reportgen.policy.pack import Cycle, Disclosure, NotConfigured, Process, Signoff
from reportgen.policy.strict import Words
from reportgen.render.audience import masked
from reportgen.render.views.book import Book
from reportgen.render.views.definitions import method_page
from reportgen.render.views.duties import EVERY_WORDS, WHEN_WORDS, duties
from reportgen.render.views.language import Language
from tests.measure.listened import PERIODS, Row, with_records
from tests.render import behind

TITLES = (
    "Duties, and how often they are due",
    "Who signs, and who is responsible",
    "What an export must show",
    "What is told to whom",
    "Indicators without weight or formula",
)
LATER = {"requirement_id": "P04.15", "period": "2026Q3", "by": "营销中心"}
HANDBOOK = {"requirement_id": "P04.19", "period": "2026Q3", "by": "营销中心", "evidence_ref": "手册第3章"}


def _words(en: str) -> Words:
    return Words(zh=f"词{en}", en=en)


KINDS: dict[str, tuple[Any, ...]] = {
    "cycles": (
        Cycle(clause="P04.15", duty=_words("evaluate all clients"), every=None),
        Cycle(clause="P14.3", duty=_words("plan the year"), every="year"),
    ),
    "signoffs": (
        Signoff(clause="P03.6", step=1, role=_words("engineer"), when="always"),
        Signoff(clause="P14.2", step=None, role=_words("committee"), when="owner"),
        Signoff(
            clause="P04.20",
            step=None,
            role=Words(zh="市场部", en="marketing"),
            when="owner",
            duty=_words("collect"),
            power=_words("see levels"),
            check=CheckName.ROLE_UNASSIGNED,
        ),
    ),
    "processes": (
        Process(clause="P11.8", duty=_words("assess indicators"), evidence="complaints"),
        Process(clause="P17.20", duty=_words("reconcile"), evidence="reconciliations"),
    ),
    "disclosures": (
        Disclosure(clause="P04.19", what=_words("aims in the handbook"), to=("credit", "office")),
        Disclosure(clause="P14.23", what=_words("report"), to=("management",)),
    ),
    "not_configured": (
        NotConfigured(clause="P04.2", name=_words("cooperation"), input="complaints"),
        NotConfigured(clause="P04.16", name=_words("potential"), input="client_facts"),
    ),
}


def book(audience: str = "credit", locale: str = "en", **records: Sequence[Row]) -> Book:
    """A book of one pack with every kind of duty, and records beside the example's."""
    settings = behind.config()
    pack = settings.packs["P11"][0].model_copy(update=KINDS)
    found = behind.results()
    found = replace(found, facts=with_records(found.facts, periods=PERIODS, **records))
    return behind.book(found, replace(settings, packs=settings.packs | {"P11": (pack,)}), audience, locale)


def said(one: Book) -> dict[str, tuple[str, ...]]:
    """What is printed of each clause, after the clause."""
    return {
        row.cells[0].text: tuple(
            " ".join(part for part in (cell.text, cell.badge.text if cell.badge else "", cell.note) if part)
            for cell in row.cells[1:]
        )
        for section in duties(one)
        for row in section.table.rows
    }


def test_every_kind_is_printed_with_its_gap() -> None:
    assert said(book()) == {
        "P04.15": ("evaluate all clients", "not configured", "not recorded"),
        "P14.3": ("plan the year", "every year", "not recorded"),
        "P03.6": ("engineer", "signs every card", "1", "no data", "on the cards"),
        "P14.2": ("committee", "is responsible", "—", "no data", "not recorded"),
        "P04.20": ("marketing duty: collect; power: see levels", "is responsible", "—", "no data", "not recorded"),
        "P11.8": ("assess indicators", "complaint ledger", "as the evidence shows"),
        "P17.20": ("reconcile", "reconciled accounts never delivered", "not recorded"),
        "P04.19": ("aims in the handbook", "Credit committee, each office", "not recorded"),
        "P14.23": ("report", "Management", "not recorded"),
        "P04.2": ("cooperation", "not configured", "complaint ledger"),
        "P04.16": ("potential", "not configured", "facts collected about clients never delivered"),
    }


def held(*roles: str, audience: str = "credit") -> str:
    """Who has the role of P04.20 by a list of people; ``roles``: of 王, 李, 赵, 陈."""
    staff = [
        {"person_id": str(at), "name": name, "role": role, "state_period": "2026Q3"}
        for at, (name, role) in enumerate(zip("王李赵陈", roles, strict=False))
    ]
    return said(book(audience, staff=staff))["P04.20"][3]


def test_the_people_who_have_a_role_are_named_and_many_are_counted() -> None:
    assert held("marketing", "finance") == "王"
    assert held(*["marketing"] * 4) == "4 people"


def test_a_role_that_nobody_has_is_shown() -> None:
    assert held("finance") == "nobody"


def test_an_office_does_not_learn_who_has_a_role_elsewhere() -> None:
    assert held("marketing", audience="office-E") == "not shown to this audience"


def test_the_latest_entry_up_to_the_last_day_answers_a_duty() -> None:
    log = [
        LATER | {"done_at": "2026-09-30"},
        LATER | {"done_at": "2026-04-02", "period": "2026Q2"},
        LATER | {"done_at": "2026-10-01", "period": "2026Q4"},
        LATER | {"by": "nobody yet"},
        HANDBOOK | {"done_at": "2026-07-01"},
    ]
    found = said(book(duty_log=log))
    assert found["P04.15"][-1] == "2026-09-30 营销中心"
    assert found["P04.19"][-1] == "2026-07-01 营销中心 · 手册第3章"
    assert found["P14.2"][-1] == "not recorded"


def test_control_an_entry_of_another_clause_answers_nothing() -> None:
    other = said(book(duty_log=[HANDBOOK | {"requirement_id": "P04.20", "done_at": "2026-07-01"}]))
    assert other["P04.19"][-1] == "not recorded"


def test_the_committee_the_plan_and_the_report_are_answered_by_their_exports() -> None:
    meeting = {"kind": "committee", "date": "2026-07-09", "chair": "季平", "minutes_ref": "纪要7", "office_id": ""}
    report = {"report_code": "R-SAT", "period": "2026Q2", "to": "总经理", "sent_at": "2026-07-20", "office_id": ""}
    found = said(
        book(
            meetings=[meeting, meeting | {"kind": "credit", "date": "2026-08-01"}],
            survey_plan=[{"year": year, "round": f"{year}-1", "kind": "regular"} for year in (2025, 2026)],
            submissions=[report, report | {"report_code": "R-OF", "sent_at": "2026-08-01"}],
        )
    )
    assert found["P14.2"][-1] == "2026-07-09 季平 · 纪要7"
    assert found["P14.3"][-1] == "rounds planned for 2026: 1"
    assert found["P14.23"][-1] == "2026-07-20 总经理"


def test_an_audience_without_evidence_and_staff_sees_the_day_alone() -> None:
    meeting = {"kind": "committee", "date": "2026-07-09", "chair": "季平", "minutes_ref": "纪要7", "office_id": ""}
    whole = book(duty_log=[HANDBOOK | {"done_at": "2026-07-01"}], meetings=[meeting])
    sees = whole.audience.sees.model_copy(update={"evidence": False, "staff": False})
    audience = replace(whole.audience, sees=sees)
    found = said(Book(masked(whole.results, audience, whole.config), audience, whole.config, whole.lang))
    assert found["P04.19"][-1] == "2026-07-01 营销中心"
    assert found["P14.2"][-1] == "2026-07-09"


def test_an_office_sees_the_policy_and_that_the_log_is_not_its_own() -> None:
    found = said(book("office-E", duty_log=[HANDBOOK | {"done_at": "2026-07-01"}]))
    assert found["P04.19"] == (
        "aims in the handbook",
        "Credit committee, each office",
        "not shown to this audience",
    )
    assert found["P03.6"][-1] == "on the cards"
    assert said(book("office-E"))["P04.19"][-1] == "not recorded"


@pytest.mark.parametrize("audience", ["credit", "management", "office-E"])
def test_the_methods_page_of_every_audience_prints_them(audience: str) -> None:
    titles = [one.heading.title for one in method_page(book(audience)).tables]
    assert [title for title in titles if title in TITLES] == list(TITLES)


def test_packs_that_ask_nothing_of_people_print_no_table() -> None:
    assert duties(behind.book(behind.results())) == ()


@pytest.mark.parametrize(("every", "last"), [("quarter", "on the cards"), (None, "not recorded")])
def test_the_days_of_a_scorecard_stand_on_the_cards(every: Any, last: str) -> None:
    settings = behind.config()
    duty = Cycle(clause="P03.32", duty=_words("evaluate again"), every=every)
    versions = tuple(pack.model_copy(update={"cycles": (duty,)}) for pack in settings.packs["P03"])
    found = behind.book(behind.results(), replace(settings, packs=settings.packs | {"P03": versions}))
    assert said(found)["P03.32"][-1] == last


def test_policies_name_their_owner_or_that_they_have_none() -> None:
    settings = behind.config()
    owned = settings.packs["P11"][0].model_copy(update={"owner": _words("service department")})
    found = behind.book(behind.results(), replace(settings, packs=settings.packs | {"P11": (owned,)}))
    table = next(one.table for one in method_page(found).tables if one.heading.title == "Policies in force")
    place = [column.label for column in table.columns].index("Owner")
    owners = {row.cells[0].text: row.cells[place] for row in table.rows}
    assert owners["P11"].text == "service department"
    badge = owners["P06"].badge
    assert badge is not None
    assert badge.text == "not configured"


def test_every_word_of_a_pack_has_words_in_both_languages() -> None:
    fields = Cycle.model_fields["every"].annotation, Signoff.model_fields["when"].annotation
    assert all(word in str(fields[0]) for word in EVERY_WORDS)
    assert all(word in str(fields[1]) for word in WHEN_WORDS)
    zh = Language.of("zh")
    assert all(zh.translate(word) != word for word in (*EVERY_WORDS.values(), *WHEN_WORDS.values()))
    assert said(book(locale="zh"))["P14.3"] == ("词plan the year", "每年", "未记录")
