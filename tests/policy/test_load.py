"""The configuration of a workspace: every fault at once, with file, line and key."""

from pathlib import Path

import pytest

from reportgen.policy.config import Config
from reportgen.policy.load import load_config

PROFILE = """\
format: 1
company: {name: {zh: 澄远传动, en: Chengyuan}, product: {zh: 客户评估, en: Client evaluation}, accent: "#0b4a82"}
locale: zh
timezone: Asia/Shanghai
period: quarter
clock: calendar
packs: [P17]
reference: {satisfaction: null, complaint: null}
benchmarks: {min_clients: 5, min_offices: 3}
audiences:
  management:
    offices: all
    clients: all
    reports: [client, office, management, data-quality, methodology]
    fields:
      {scores: true, cards: false, comments: true, contacts: true, staff: true,
       amounts: true, limits: false, evidence: true, findings: true, problems: true}
  office:
    offices: own
    clients: all
    reports: [client, office, data-quality, methodology]
    fields:
      {scores: true, cards: false, comments: true, contacts: true, staff: true,
       amounts: true, limits: false, evidence: true, findings: true, problems: true}
  client: null
  custom: []
  ordinary_words: []
"""
SOURCES = """\
format: 1
sources:
  - export: clients
    files: ["客户*.csv"]
    required: true
    columns: {client_id: [客户编号], name: [客户名称], office_id: [办事处]}
"""
PACK = """\
format: 1
id: P17
version: "1.0"
in_force: 2026-01-01
title: {zh: 客户分级管理制度, en: Grading by revenue}
document: {}
owner: null
example_values: true
population: all_clients
measures: []
grading:
  basis: measure
  measure: trade.sales_12m
  cycle: computed
  places: 2
  veto_level: null
  pass_level: null
  bands:
    - {level: A, lower: 5000000, includes_lower: true, clause: P17.6}
    - {level: B, lower: null, includes_lower: true, clause: P17.7}
cycles: []
signoffs: []
checks: []
treatments: []
disclosures: []
analyses: []
processes: []
"""


def workspace(folder: Path, profile: str = PROFILE, sources: str = SOURCES, **packs: str) -> Path:
    (folder / "config/packs").mkdir(parents=True)
    (folder / "config/profile.yaml").write_text(profile, encoding="utf-8")
    (folder / "config/sources.yaml").write_text(sources, encoding="utf-8")
    for name, text in (packs or {"P17": PACK}).items():
        (folder / f"config/packs/{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def said(folder: Path) -> list[str]:
    config, problems = load_config(folder)
    assert config is None
    return [str(problem) for problem in problems]


def test_a_sound_workspace_loads_without_a_problem(tmp_path: Path) -> None:
    config, problems = load_config(workspace(tmp_path))
    assert problems == []
    assert isinstance(config, Config)
    assert config.packs["P17"][0].version == "1.0"


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (
            "profile",
            "locale: zh",
            "locale: zh\ntimezon: x",
            "config/profile.yaml:4:timezon: got 'timezon', expected one of the keys",
        ),
        (
            "profile",
            "locale: zh",
            "locale: fr",
            "config/profile.yaml:3:locale: got 'fr', expected one of 'zh' or 'en'",
        ),
        (
            "profile",
            "Asia/Shanghai",
            "Mars",
            "config/profile.yaml:4:timezone: got 'Mars', expected a time zone such as",
        ),
        (
            "profile",
            "locale: zh\n",
            "",
            "config/profile.yaml:1:locale: got '', expected a value for the key locale",
        ),
        (
            "profile",
            "en: Chengyuan",
            "en: 1.10",
            "config/profile.yaml:2:company.name.en: got '1.10', expected text; put",
        ),
        (
            "profile",
            '"#0b4a82"',
            '"red; }"',
            "config/profile.yaml:2:company.accent: got 'red; }', expected text of the",
        ),
        ("profile", "packs: [P17]", "packs: [P99]", "config/profile.yaml:packs: got 'P99', expected a pack of"),
        (
            "profile",
            "complaint: null",
            "complaint: P17",
            "config/profile.yaml:reference.complaint: got 'P17', expected",
        ),
        ("sources", "format: 1", "format: 9", "config/sources.yaml:1:format: got '9', expected one of 1 [E330]"),
        (
            "sources",
            "name: [客户名称]",
            "nam: [客户名称]",
            "config/sources.yaml:3:sources[0]: got '{…}', expected fields of",
        ),
        (
            "sources",
            "[客户名称]",
            "[客户编号]",
            "config/sources.yaml:3:sources[0]: got '{…}', expected each heading for one",
        ),
        (
            "packs/P17",
            "lower: 5000000",
            "lower: null",
            "config/packs/P17.yaml:11:grading: got '{…}', expected bands that",
        ),
        (
            "packs/P17",
            'version: "1.0"',
            "version: 1.0",
            "config/packs/P17.yaml:3:version: got '1.0', expected text; put it",
        ),
        (
            "packs/P17",
            "places: 2",
            "places: 9",
            "config/packs/P17.yaml:15:grading.places: got '9', expected a number of at",
        ),
        (
            "packs/P17",
            "clause: P17.7",
            "clause: P17",
            "config/packs/P17.yaml:20:grading.bands[1].clause: got 'P17', expected",
        ),
    ],
)
def test_a_fault_says_file_line_key_value_and_expectation(
    tmp_path: Path, file: str, old: str, new: str, expected: str
) -> None:
    folder = workspace(tmp_path)
    path = folder / f"config/{file}.yaml"
    before = path.read_text(encoding="utf-8")
    assert before.count(old) == 1
    path.write_text(before.replace(old, new), encoding="utf-8")
    assert any(line.startswith(expected) for line in said(folder)), said(folder)


def test_all_faults_of_all_files_come_at_once(tmp_path: Path) -> None:
    profile = PROFILE.replace("locale: zh", "locale: NO").replace("quarter", "week")
    messages = said(workspace(tmp_path, profile, SOURCES.replace("format: 1", "format: 2")))
    assert [message.split(":")[0] for message in messages] == ["config/profile.yaml"] * 3 + ["config/sources.yaml"]


def test_an_unknown_key_offers_the_nearest(tmp_path: Path) -> None:
    messages = said(workspace(tmp_path, PROFILE.replace("timezone:", "timezon:")))
    assert any("hint: did you mean timezone?" in message for message in messages)


def test_two_versions_of_a_pack_may_not_start_on_one_day(tmp_path: Path) -> None:
    later = PACK.replace('"1.0"', '"2.0"')
    messages = said(workspace(tmp_path, P17=PACK, P17b=later))
    assert [m for m in messages if "[E328]" in m and "in_force" in m]


def test_versions_are_in_force_from_their_day_on(tmp_path: Path) -> None:
    later = PACK.replace('"1.0"', '"2.0"').replace("2026-01-01", "2026-07-01")
    config, _ = load_config(workspace(tmp_path, P17=PACK, P17b=later))
    assert config is not None
    first, second = config.packs["P17"]
    assert config.pack("P17", second.in_force) is second
    assert config.pack("P17", first.in_force) is first
    assert config.pack("P17", first.in_force.replace(year=2025)) is None


def test_a_missing_file_is_named_with_what_to_do(tmp_path: Path) -> None:
    assert said(tmp_path)[0].startswith("config/profile.yaml: got '', expected this file [E101]\n    hint:")
