"""Exports of Zendesk, Jira and ServiceNow as the complaint ledger."""

from typing import Any

import pandas as pd
import pytest

from reportgen.ingest.exports import Understood
from reportgen.ingest.tickets import read as tickets_read
from reportgen.ingest.tickets.zendesk import ZENDESK
from tests.ingest.literal import Export, Rows, coded, codes, fates, read, source, with_profile

CLOSED_AT = "2026-07-02 15:00"


def export(platform: str, rows: Rows, **more: Any) -> Export:
    """A ticket export under a rule that says no more than the platform and the client's column."""
    columns = more.pop("columns", {"client_name": ["Organization"]})
    given = {"export": "complaints", "files": ["t*"], "required": False, "platform": platform, "columns": columns}
    return Export(rule=type(source("orders")).model_validate(given | more), rows=rows, name="tickets.csv")


def ledger(found: Understood) -> list[tuple[Any, ...]]:
    """Number, client, receipt, first reply, close and state of every complaint, times in Shanghai."""
    frame = found.facts.complaints.sort_values("complaint_id")
    names = ("received_at", "first_reply_at", "closed_at")
    times = frame[[*names]].apply(lambda column: column.dt.tz_convert("Asia/Shanghai").dt.strftime("%m-%d %H:%M"))
    shown = pd.concat([frame[["complaint_id", "client_id"]], times, frame[["state", "channel"]]], axis="columns")
    return list(shown.fillna("").itertuples(index=False, name=None))


# Headings as scripts that rebuild the CSV of a Zendesk view publish them; the file itself was not seen.
ZENDESK_HEAD = [
    "Summation column", "Id", "Requester", "Assignee", "Group", "Subject", "Tags", "Status", "Priority", "Via",
    "Ticket type", "Created at", "Updated at", "Organization", "Solved at", "Satisfaction Score", "Reopens",
    "First reply time in minutes", "First reply time in minutes within business hours",
]  # fmt: skip
ZENDESK_ROWS: Rows = [
    ZENDESK_HEAD,
    ["1", "101", "王", "李", "华东", "漏油", "a b", "Solved", "High", "Mail", "Incident", "2026-07-01 09:00",
     "2026-07-02 15:00", "东方机械", CLOSED_AT, "Good", "0", "95", "5"],
    ["1", "102", "赵", "-", "华东", "发票", "", "Open", "Low", "Web form", "Question", "2026-07-03 10:00",
     "2026-07-03 10:00", "恒达电子", "", "Unoffered", "0", "", ""],
]  # fmt: skip


def test_a_zendesk_view_is_a_ledger_with_the_reply_from_its_minutes() -> None:
    found = read(export("zendesk", ZENDESK_ROWS))
    assert ledger(found) == [
        ("101", "C01", "07-01 09:00", "07-01 10:35", "07-02 15:00", "resolved", "email"),
        ("102", "C02", "07-03 10:00", "", "", "open", "online"),
    ]
    assert codes(found) == []
    assert list(found.facts.complaints.sort_values("complaint_id")["handler"]) == ["李", ""]


def test_control_without_the_minutes_there_is_no_first_reply(monkeypatch: pytest.MonkeyPatch) -> None:
    import dataclasses

    blind = dataclasses.replace(ZENDESK, first_reply=None)
    monkeypatch.setattr(tickets_read, "system_of", lambda _: blind)
    assert [row[3] for row in ledger(read(export("zendesk", ZENDESK_ROWS)))] == ["", ""]


def test_a_zendesk_report_of_explore_is_read_by_its_own_headings() -> None:
    rows = [
        ["Ticket ID", "Ticket organization name", "Ticket status", "Ticket channel", "Ticket created - Timestamp",
         "Ticket solved - Timestamp", "First reply time (min)"],
        ["7", "东方机械", "Closed", "Email", "2026-07-01T01:00:00Z", "2026-07-01T03:30:00Z", "12.5"],
    ]  # fmt: skip
    found = read(export("zendesk", rows, columns={}))
    assert ledger(found) == [("7", "C01", "07-01 09:00", "07-01 09:12", "07-01 11:30", "closed", "email")]


def test_minutes_that_are_no_number_are_the_problem_of_their_cell() -> None:
    rows = [ZENDESK_HEAD, [*ZENDESK_ROWS[1][:17], "soon", ""]]
    (problem,) = coded(read(export("zendesk", rows)), "E222")
    assert (problem.column, problem.value, problem.row) == ("First reply time in minutes", "soon", 2)


# As importers of Jira's CSV of all fields have it: Labels and Comment repeat, dates are 11/May/24 03:26 PM.
JIRA_HEAD = [
    "Summary", "Issue key", "Issue id", "Issue Type", "Status", "Priority", "Assignee", "Reporter", "Created",
    "Updated", "Resolved", "Labels", "Labels", "Comment", "Comment", "Custom field (Organizations)",
]  # fmt: skip


def jira(number: str, status: str, resolved: str, *comments: str, created: str = "01/Jul/26 9:00 AM") -> list[str]:
    """Return one ticket."""
    said = [*comments, "", ""][:2]
    return [
        "漏油", number, "10001", "Bug", status, "High", "li", "wang", created, "x", resolved, "a", "b", *said,
        "东方机械",
    ]  # fmt: skip


def test_a_jira_export_is_a_ledger_with_the_reply_from_the_comments_of_others() -> None:
    rows = [
        JIRA_HEAD,
        jira("K-1", "Done", "02/Jul/26 3:00 PM", "01/Jul/26 9:10 AM;wang;来了吗", "01/Jul/26 10:35 AM;li;在查"),
        jira("K-2", "Reopened", "", created="03/七月/26 1:00 下午"),
    ]
    found = read(export("jira", rows, columns={}))
    assert ledger(found) == [
        ("K-1", "C01", "07-01 09:00", "07-01 10:35", "07-02 15:00", "resolved", ""),
        ("K-2", "C01", "07-03 13:00", "", "", "reopened", ""),
    ]
    assert codes(found) == []


def test_a_status_category_goes_before_a_status_of_ones_own() -> None:
    rows = [[*JIRA_HEAD, "Status Category"], [*jira("K-1", "盖章中", ""), "In Progress"]]
    found = read(export("jira", rows, columns={}))
    assert (ledger(found)[0][5], codes(found)) == ("open", [])
    assert codes(read(export("jira", [row[:-1] for row in rows], columns={}))) == ["E205"]  # control


def test_a_known_heading_that_stands_twice_is_not_taken_by_guess() -> None:
    rows = [[*JIRA_HEAD, "Priority"], [*jira("K-1", "Open", ""), "Low"]]
    found = read(export("jira", rows, columns={}))
    (warning,) = coded(found, "W174")
    assert (warning.severity, warning.value) == ("warning", "Priority")
    assert list(found.facts.complaints["priority"]) == [""]
    mapped = {"priority": ["Priority"]}
    assert codes(read(export("jira", rows, columns=mapped))) == ["E155"]  # the rule's own is refused


# ServiceNow's list export by labels; field names instead of labels are in test_events.py.
SERVICENOW_ROWS: Rows = [
    ["Number", "Opened", "Short description", "Caller", "Company", "Priority", "State", "Category",
     "Assignment group", "Assigned to", "Updated", "Resolved", "Closed", "Channel"],
    ["INC1", "2026-07-01 09:00:00", "漏油", "王", "东方机械", "2 - High", "Closed", "Hardware", "G1", "李",
     "2026-07-08 00:00:00", "2026-07-02 15:00:00", "2026-07-07 15:00:00", "Phone"],
    ["INC2", "2026-07-03 10:00:00", "发票", "赵", "恒达电子", "4 - Low", "On Hold", "Inquiry", "G1", "(empty)",
     "2026-07-03 10:00:00", "", "", "Self-service"],
    ["INC3", "2026-07-03 10:00:00", "发票", "赵", "恒达电子", "4 - Low", "Canceled", "Inquiry", "G1", "李",
     "2026-07-03 10:00:00", "", "2026-07-04 10:00:00", "Email"],
]  # fmt: skip


def test_a_servicenow_list_is_a_ledger_that_ends_with_the_resolution_or_else_the_close() -> None:
    found = read(export("servicenow", SERVICENOW_ROWS, columns={}))
    assert ledger(found) == [
        ("INC1", "C01", "07-01 09:00", "", "07-02 15:00", "closed", "hotline"),
        ("INC2", "C02", "07-03 10:00", "", "", "open", "online"),
        ("INC3", "C02", "07-03 10:00", "", "07-04 10:00", "closed", "email"),
    ]
    assert list(found.facts.complaints.sort_values("complaint_id")["handler"]) == ["李", "", "李"]
    assert codes(found) == ["W249"]  # no column tells the first reply


def test_what_the_rule_says_goes_before_what_the_system_is_known_to_write() -> None:
    own = {"client_name": ["Company"], "closed_at": ["Closed"], "category": ["Assignment group"]}
    values = {"state": {"resolved": ["On Hold"]}}
    found = read(export("servicenow", SERVICENOW_ROWS, columns=own, values=values))
    assert [row[4:6] for row in ledger(found)] == [
        ("07-07 15:00", "closed"), ("", "resolved"), ("07-04 10:00", "closed"),
    ]  # fmt: skip
    assert set(found.facts.complaints["category"]) == {"G1"}


def test_another_table_under_the_platform_s_rule_is_refused_with_the_headings_it_lacks() -> None:
    found = read(export("jira", [["a", "b"], ["1", "2"]], columns={}))
    (problem,) = coded(found, "E154")
    assert "Issue key" in str(problem.expected)


def test_the_same_tickets_through_three_systems_are_the_same_ledger() -> None:
    servicenow = [SERVICENOW_ROWS[0], ["K", *SERVICENOW_ROWS[1][1:]]]
    zendesk = [ZENDESK_HEAD, ["1", "K", *ZENDESK_ROWS[1][2:]]]
    others = [
        read(export("servicenow", servicenow, columns={})),
        read(export("zendesk", zendesk)),
        read(export("jira", [JIRA_HEAD, jira("K", "Done", "02/Jul/26 3:00 PM")], columns={})),
    ]
    assert len({row[:3] + row[4:5] for found in others for row in ledger(found)}) == 1


def test_every_row_is_accounted_for() -> None:
    bad = [*ZENDESK_ROWS[1][:13], "谁也不是", *ZENDESK_ROWS[1][14:]]
    found = read(export("zendesk", [*ZENDESK_ROWS, bad]), chosen=with_profile())
    assert fates(found, "tickets.csv") == {"read": 3, "used": 2, "set_aside": 1}


# ------------------------------------------------------------------ a ledger without numbers
def test_without_numbers_rows_that_are_alike_in_every_cell_are_one_complaint() -> None:
    rows = [
        ["client", "received", "issue", "zip"],
        ["C01", "2026-07-01 09:00", "漏油", "1"],
        ["C01", "2026-07-01 09:00", "漏油", "2"],
        ["C01", "2026-07-01 09:00", "漏油", "1"],
    ]
    columns = {"client_id": ["client"], "received_at": ["received"], "category": ["issue"]}
    rule = source("complaints", columns=columns, unnumbered=True)
    found = read(Export(rule=rule, rows=rows, name="tickets.csv"))
    assert fates(found, "tickets.csv") == {"read": 3, "used": 2, "superseded": 1}
    (note,) = coded(found, "E244")
    assert note.severity == "note"
    with pytest.raises(ValueError, match="complaint_id"):
        source("complaints", columns=columns)  # control: without the word a number is needed
