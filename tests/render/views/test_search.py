"""The search finds what the reader may see, and nothing else."""

from dataclasses import replace

import pytest

from reportgen.render.audience import audiences, masked
from reportgen.render.viewmodel_pages import SearchEntry
from reportgen.render.views.book import Book
from reportgen.render.views.language import Language
from reportgen.render.views.search import search_entries
from tests.render.example_results import example_config, example_results
from tests.render.views.test_pages import made


def found(typed: str, entries: tuple[SearchEntry, ...]) -> list[str]:
    return [one.name for one in entries if typed in f"{one.name} {one.about} {one.key}".lower()]


@pytest.mark.parametrize("typed", ["东方机械", "dongfangjixie", "dfjx", "c01"])
def test_a_client_is_found_by_name_pinyin_initials_and_id(typed: str) -> None:
    whole = found(typed, made().search)
    assert [name for name in whole if "东方" in name], whole


def test_offices_and_complaints_are_found_and_lead_to_their_pages() -> None:
    places = {one.name: one.href for one in made().search}
    assert places["K305"].endswith("#complaints")
    assert {"offices/E.html", "offices/S.html"} <= set(places.values())


def test_an_earlier_name_leads_to_the_client() -> None:
    results, config = example_results(), example_config()
    register = results.facts.register
    first = register[register["client_id"].eq("C01")].head(1)
    before = first.assign(name="旧名重工有限公司", short_name="旧重")
    import pandas as pd

    register = pd.concat([register, before.astype(dict(register.dtypes))], ignore_index=True)
    changed = replace(results, facts=replace(results.facts, register=register))
    audience = next(one for one in audiences(config, changed) if one.id == "credit")
    entries = search_entries(Book(changed, audience, config, Language.of("zh")))
    (now,) = (one for one in entries if one.href == "clients/C01.html")
    assert "旧名重工有限公司" in now.key
    assert "jiumingzhonggongyouxiangongsi" in now.key
    assert "旧名" not in repr(made().search)  # control


def test_a_name_that_a_register_calls_an_earlier_one_leads_to_the_client_for_those_who_may_see_it() -> None:
    results, config = example_results(), example_config()
    register = results.facts.register
    former = register["client_id"].map({"C01": "曾用甲厂；曾用乙厂"}).fillna("").astype("str")
    changed = replace(results, facts=replace(results.facts, register=register.assign(previous_names=former)))
    keys = {}
    for audience in audiences(config, changed):
        seen = masked(changed, audience, config)
        entries = search_entries(Book(seen, audience, config, Language.of("zh")))
        keys[audience.id] = {one.href: one.key for one in entries}
    assert "曾用甲厂 曾用乙厂" in keys["credit"]["clients/C01.html"]
    assert "cengyongyichang" in keys["credit"]["clients/C01.html"]
    assert "曾用" not in "".join(keys["office-S"].values())
    assert "曾用" not in repr(made().search)  # control


def test_an_office_finds_its_own_clients_only_in_pinyin_too() -> None:
    config = example_config()
    own = next(one for one in audiences(config, example_results()) if one.id == "office-S")
    kept = set(masked(example_results(), own, config).clients["client_id"])
    shown = {one.href for one in made("office-S").search if one.href.startswith("clients/")}
    assert {href.partition("#")[0].removeprefix("clients/").removesuffix(".html") for href in shown} <= kept
    assert found("dongfangjixie", made("office-S").search) == []
    assert found("dongfangjixie", made("credit").search) != []  # control
