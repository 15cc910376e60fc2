"""The list of periods beside each other: each audience its own, closed periods untouched."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.deliver.periods import built_pages, periods_script, write_periods
from reportgen.deliver.stage import DeliveryError


def built(output: Path, period: str, **audiences: list[str]) -> None:
    """Lay pages out as a build does: the period is a link into the working files."""
    target = output / ".work" / period / "build"
    for audience, pages in audiences.items():
        for page in pages:
            path = target / audience.replace("_", "-") / page
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(page)
    (target / "data").mkdir(parents=True, exist_ok=True)
    (output / period).symlink_to(target)


def read(script: bytes) -> dict[str, object]:
    return dict(json.loads(script.decode().removeprefix("window.REPORTGEN_PERIODS = ").rstrip().rstrip(";")))


def test_each_audience_gets_a_list_of_its_own_periods(tmp_path: Path) -> None:
    built(tmp_path, "2026Q2", credit=["index.html", "clients/C1.html"])
    built(tmp_path, "2026Q3", credit=["index.html"], office_HD=["index.html", "clients/C2.html"])
    write_periods(tmp_path)
    assert {path.name for path in (tmp_path / "periods").iterdir()} == {"credit.js", "office-HD.js"}
    credit = read((tmp_path / "periods/credit.js").read_bytes())
    assert credit == {"periods": ["2026Q3", "2026Q2"], "absent": {"2026Q3": ["clients/C1.html"]}}
    office = (tmp_path / "periods/office-HD.js").read_text()
    assert "2026Q2" not in office
    assert "C1" not in office


def test_periods_are_left_as_they_are_and_an_unchanged_list_too(tmp_path: Path) -> None:
    built(tmp_path, "2026Q3", credit=["index.html"])
    files = sorted(path for path in tmp_path.rglob("*") if path.is_file())
    write_periods(tmp_path)
    kept = (tmp_path / "periods/credit.js").stat().st_mtime_ns
    write_periods(tmp_path)
    assert (tmp_path / "periods/credit.js").stat().st_mtime_ns == kept
    assert (
        sorted(path for path in tmp_path.rglob("*") if path.is_file() and path.parent.name != "periods") == files
    )


def test_the_list_of_an_audience_that_is_gone_goes_too(tmp_path: Path) -> None:
    built(tmp_path, "2026Q3", credit=["index.html"])
    (tmp_path / "periods").mkdir()
    (tmp_path / "periods/office-HD.js").write_text("old")
    write_periods(tmp_path)
    assert not (tmp_path / "periods/office-HD.js").exists()


def test_what_is_no_period_or_no_site_is_no_period(tmp_path: Path) -> None:
    built(tmp_path, "2026Q3", credit=["index.html"], management=["data/x.html"])
    (tmp_path / "notes/credit").mkdir(parents=True)
    (tmp_path / "notes/credit/index.html").write_text("x")
    assert built_pages(tmp_path) == {"credit": {"2026Q3": ["index.html"]}}


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "periods").write_text("a file in the way")
    with pytest.raises(DeliveryError) as told:
        write_periods(tmp_path)
    assert told.value.code == "E502"


@given(
    st.dictionaries(
        st.sampled_from(["2025Q4", "2026Q1", "2026Q2", "2026H1", "2026"]),
        st.sets(st.sampled_from(["index.html", "clients/C1.html", "clients/C2.html"])),
        min_size=1,
    )
)
def test_the_pages_of_a_period_come_back(pages: dict[str, set[str]]) -> None:
    said = read(periods_script(pages))
    every = set().union(*pages.values())
    absent = said["absent"]
    assert isinstance(absent, dict)
    assert {period: every - set(absent.get(period, ())) for period in said["periods"]} == pages  # type: ignore[attr-defined]


def test_a_list_of_ten_thousand_clients_in_eight_periods_is_small() -> None:
    """Three per cent come and go each quarter."""
    pages = {
        f"{2024 + n // 4}Q{n % 4 + 1}": [
            f"clients/C{client:05d}.html" for client in range(300 * n, 300 * n + 10_000)
        ]
        for n in range(8)
    }
    named = sum(len(page) for names in pages.values() for page in names)
    assert len(periods_script(pages)) * 4 < named


def test_no_name_ends_the_script() -> None:
    assert b"<" not in periods_script({"2026Q3": ["a.html"], "2026Q2": ["</script>.html"]})
