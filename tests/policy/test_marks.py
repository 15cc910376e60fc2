"""Strict YAML: what PyYAML would take in silence is refused with its line."""

import pytest
import yaml

from reportgen.policy.marks import MAX_DEPTH, Marked, marked


def codes(source: str) -> list[tuple[str, int | None]]:
    return [(problem.code, problem.row) for problem in marked(source, "config/x.yaml")[1]]


def data(source: str) -> object:
    found, problems = marked(source, "config/x.yaml")
    assert isinstance(found, Marked)
    assert problems == []
    return found.data


def test_a_repeated_key_names_both_lines() -> None:
    _, problems = marked("a: 1\nb: 2\na: 3\n", "config/x.yaml")
    assert [str(problem) for problem in problems] == [
        "config/x.yaml:3: got 'a', expected each key once; it stands in line 1 too [E322]"
    ]


def test_pyyaml_alone_keeps_the_last_of_repeated_keys() -> None:
    """The control: without the strict loader the fault is silent."""
    assert yaml.safe_load("a: 1\na: 3\n") == {"a": 3}


@pytest.mark.parametrize(
    "word", ["NO", "on", "Yes", "010", "1:30", "0x1F", "1e3", "1_000", ".nan", ".inf", "-.INF"]
)
def test_a_word_that_yaml_readers_take_two_ways_wants_quotes(word: str) -> None:
    assert codes(f"a:\n  b: {word}\n") == [("E323", 2)]
    assert codes(f'a:\n  b: "{word}"\n') == []


def test_dates_versions_and_chinese_stay_text() -> None:
    assert data("a: 2026-01-01\nb: V3.0\nc: 是\n") == {"a": "2026-01-01", "b": "V3.0", "c": "是"}


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("a:\n\t- b", "E324"),
        ("a: [1, 2", "E324"),
        ("", "E325"),
        ("# only a comment\n", "E325"),
        ("a: !!python/object/apply:os.system [echo]", "E324"),
        ("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1), "E326"),
        ("a: &a [1,2,3,4,5,6,7,8,9]\n" + "".join(f"k{i}: &k{i} [*a,*a,*a,*a,*a]\n" for i in range(300)), "E326"),
    ],
)
def test_what_cannot_be_read_is_refused_before_anything_is_built(source: str, code: str) -> None:
    found, problems = marked(source, "config/x.yaml")
    assert found is None
    assert [problem.code for problem in problems] == [code]


def test_a_billion_laughs_is_counted_not_expanded() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]" for i in range(1, 12)]
    assert codes("\n".join(lines))[0][0] == "E326"
