"""manifest.json names the data of public holidays that hours rest on."""

import json
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from reportgen.deliver.manifest import Made, manifest
from reportgen.policy.pdf import PdfRules
from reportgen.policy.profile import Profile
from reportgen.policy.public_holidays import china
from tests.measure import rules

DAY = ["08:30-17:30"]
WEEK = {
    "monday": DAY,
    "tuesday": DAY,
    "wednesday": DAY,
    "thursday": DAY,
    "friday": DAY,
    "saturday": [],
    "sunday": [],
}


def told(profile: Profile) -> Any:
    as_of = datetime(2026, 10, 1, tzinfo=ZoneInfo("Asia/Shanghai"))
    made = Made(
        period="2026Q3",
        as_of=as_of,
        locale="zh",
        inputs=[],
        packs={},
        clock=profile.waiting,
        pdf=PdfRules(variant="tagged", draft=True),
        bilingual=True,
        closed={"2026Q2": "ab"},
    )
    content = json.loads(manifest(made, {}))
    assert content["closed"] == {"2026Q2": "ab"}
    assert content["pdf"] == {"variant": "tagged", "draft": True}
    assert content["bilingual"]
    return content["calendar"]


def working(**changes: Any) -> Profile:
    return rules.profile(clock="working", working_hours={"calendar": "CN", "week": WEEK, **changes})


def test_the_calendar_stands_with_its_version_and_years() -> None:
    public = china()
    assert told(working()) == {
        "name": "chinesecalendar",
        "version": public.version,
        "country": "CN",
        "first_year": public.first_year,
        "last_year": public.last_year,
    }


def test_an_office_of_its_own_may_be_the_only_one_with_a_calendar() -> None:
    found = told(working(calendar="none", offices={"HN": {"calendar": "CN"}}))
    assert found["name"] == "chinesecalendar"


def test_without_public_holidays_there_is_none() -> None:
    assert told(working(calendar="none")) is None
    assert told(rules.profile()) is None
