"""Several sheets in one workbook: one a month, one an office, notes between them."""

from typing import Any

from reportgen.ingest.exports import Understood
from reportgen.model.problem import Severity
from tests.ingest.literal import Export, Rows, coded, codes, read, source

HEAD = ["order_id", "client_id", "order_date", "amount", "state"]
JULY: Rows = [HEAD, ["O1", "C01", "2026-07-01", "10", "done"]]
AUGUST: Rows = [HEAD, ["O2", "C02", "2026-08-01", "20", "done"]]
NOTES: Rows = [["说明", ""], ["每月一张表", "由办事处填写"]]


def book(*sheets: tuple[str, Rows], rules: tuple[dict[str, Any], ...] = ({"sheet": "*"},)) -> Understood:
    """Return what a workbook's sheets say, the first under the first rule and so on, the rest under the last."""
    exports = []
    for number, (name, rows) in enumerate(sheets):
        rule = source(**({"export": "orders"} | rules[min(number, len(rules) - 1)]))
        exports.append(Export(rule=rule, name="book.xlsx", rows=rows, facts={"kinds": {}, "sheet": name}))
    return read(*exports)


def test_a_star_reads_every_sheet_that_has_the_headings() -> None:
    found = book(("七月", JULY), ("八月", AUGUST))
    assert sorted(found.facts.orders["order_id"]) == ["O1", "O2"]
    assert len(found.coverage.loc[found.coverage["file"].str.endswith("book.xlsx")]) == 2


def test_a_sheet_without_any_of_the_headings_is_left_out_with_a_note() -> None:
    found = book(("说明", NOTES), ("七月", JULY))
    (note,) = coded(found, "W172")
    assert (note.severity, note.sheet, note.value) == (Severity.NOTE, "说明", "2")
    assert codes(found) == []


def test_control_a_sheet_that_lacks_a_single_heading_is_refused_not_left_out() -> None:
    torn = [["order_id", "client_id", "date of it", "amount", "state"], *AUGUST[1:]]
    found = book(("七月", JULY), ("八月", torn))
    (problem,) = coded(found, "E154")
    assert (problem.severity, problem.sheet) == (Severity.REFUSED, "八月")


def test_control_where_no_sheet_has_the_headings_each_is_refused() -> None:
    assert codes(book(("说明", NOTES), ("附注", NOTES))) == ["E154", "E154"]


def test_control_a_sheet_that_the_rule_names_is_never_left_out() -> None:
    found = book(("七月", JULY), ("说明", NOTES), rules=({"sheet": "七月"}, {"sheet": "说明"}))
    assert codes(found) == ["E154"]


def test_a_sheet_whose_name_is_written_out_goes_before_a_pattern_and_is_read_once() -> None:
    sample = [["round", "client_id"], ["r", "C01"]]
    rules = ({"sheet": "*"}, {"sheet": " 名单", "export": "survey_sample"})
    found = book(("七月", JULY), ("名单", sample), rules=rules)
    assert (len(found.facts.orders), len(found.facts.survey_sample)) == (1, 1)
    twice = book(("七月", JULY), ("七月", JULY))
    assert int(twice.coverage.loc[twice.coverage["export"] == "orders", "rows_read"].sum()) == 1
