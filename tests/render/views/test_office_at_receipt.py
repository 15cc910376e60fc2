"""Sentences count the complaints that an office received, like ``complaint.count``, wherever the client is now."""

import pytest

from reportgen.render.viewmodel import Rich
from reportgen.render.views.complaints import received, waits, waits_at
from reportgen.render.views.phrases import late_replies
from tests.render.behind import book, results


def said(parts: list[Rich]) -> str:
    return " ".join(run.text for part in parts for run in part)


@pytest.mark.parametrize("office", ["E", "S"])
def test_the_complaints_of_a_sentence_are_those_that_are_counted(office: str) -> None:
    """C04 moved from E to S between two complaints; each stays with the office of its day."""
    one = book(results())
    found = received(one, waits_at(one, "office", office))
    assert len(found) == one.figure("office", office, "complaint.count").value
    assert {wait.row["office_id"] for wait in found} == {office}
    due = one.figure("office", office, "complaint.first_reply_on_time").n
    words = said(late_replies(one, "office", office))
    assert f"of {due}" in words or f"n={due}" in words


def test_control_the_clients_of_now_have_other_complaints() -> None:
    one = book(results())
    of_now = {wait.row["complaint_id"] for wait in received(one, waits(one, one.clients_of("S")))}
    assert of_now != {wait.row["complaint_id"] for wait in received(one, waits_at(one, "office", "S"))}


def test_a_client_keeps_all_of_its_own() -> None:
    one = book(results())
    assert {wait.row["complaint_id"] for wait in waits_at(one, "client", "C04")} >= {"K311", "K312"}
