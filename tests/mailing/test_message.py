"""A message as bytes: names that old and new programs read, nothing that does not belong in a header."""

import base64
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from email import message_from_bytes, policy
from typing import Any
from urllib.parse import unquote_to_bytes

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.mailing.message import composed, needs_utf8, on_the_line
from tests.mailing.letters import PDF, message, plan

NAME = "2026Q3_华东办事处客户满意度与信用评估报告（含全部客户）.pdf"


@dataclass(frozen=True)
class Seen:
    """What a reader without the standard library's mail parser makes of a message."""

    headers: dict[str, str]
    names_new: list[str]
    names_old: list[str]
    contents: list[bytes]


def words_of(value: str) -> str:
    """RFC 2047: encoded words one after another are one text."""
    found = re.findall(r"=\?utf-8\?b\?([^?]*)\?=", value, re.IGNORECASE)
    joined = re.sub(r"\?=\s+=\?", "?==?", value)
    if not found:
        return value
    start = joined.index("=?")
    end = joined.rindex("?=") + 2
    return joined[:start] + b"".join(map(base64.b64decode, found)).decode() + joined[end:]


def parts_of(raw: bytes) -> Iterator[tuple[dict[str, str], bytes]]:
    """Every part that is no multipart, by its boundary lines."""
    boundaries = re.findall(rb'boundary="([^"]+)"', raw)
    pattern = rb"|".join(rb"\r\n--" + re.escape(one) + rb"(?:--)?\r\n" for one in boundaries)
    for part in re.split(pattern, b"\r\n" + raw):
        head, _, body = part.strip(b"\r\n").partition(b"\r\n\r\n")
        yield headers_of(head.decode("ascii")), body


def headers_of(head: str) -> dict[str, str]:
    unfolded = re.sub(r"\r\n[ \t]+", " ", head)
    return {name.lower(): value for name, _, value in (line.partition(": ") for line in unfolded.split("\r\n"))}


def seen(raw: bytes) -> Seen:
    head = headers_of(raw.partition(b"\r\n\r\n")[0].decode("ascii"))
    new, old, contents = [], [], []
    for headers, body in parts_of(raw):
        if headers.get("content-type", "").startswith("application/pdf"):
            disposition = re.search(r"filename\*=utf-8''(\S+)", headers["content-disposition"])
            assert disposition is not None
            new.append(unquote_to_bytes(disposition[1]).decode())
            quoted = re.search(r'name="([^"]*)"', headers["content-type"])
            assert quoted is not None
            old.append(words_of(quoted[1]))
            contents.append(base64.b64decode(body))
    return Seen(headers=head, names_new=new, names_old=old, contents=contents)


def sent(*names: str, **changed: Any) -> bytes:
    one = message(**changed)
    files = tuple(replace(one.files[0], name=name) for name in names)
    return composed(plan(), replace(one, files=files), [PDF] * len(names))


def test_a_chinese_name_is_read_by_new_and_by_old_programs() -> None:
    found = seen(sent(NAME, "plain.pdf"))
    assert found.names_new == found.names_old == [NAME, "plain.pdf"]
    assert found.contents == [PDF, PDF]


@given(st.text(st.characters(codec="utf-8", categories=("L", "N")), min_size=1, max_size=67))
def test_any_name_comes_back(stem: str) -> None:
    found = seen(sent(f"{stem}.pdf"))
    assert found.names_new == found.names_old == [f"{stem}.pdf"]


def test_the_library_alone_writes_no_name_for_old_programs() -> None:
    """The control: without our own part an old program gets no name at all."""
    made = message_from_bytes(b"\r\n", policy=policy.SMTP)
    made.add_attachment(PDF, maintype="application", subtype="pdf", filename=NAME)
    assert 'name="' not in made.as_string()


def test_the_standard_library_reads_it_too() -> None:
    parsed = message_from_bytes(sent(NAME), policy=policy.default)
    assert [part.get_filename() for part in parsed.iter_attachments()] == [NAME]
    assert parsed["subject"] == "澄远传动 2026Q3 华东办事处"
    assert parsed["to"].addresses[0].display_name == "李雷"
    assert parsed["auto-submitted"] == "auto-generated"
    plain = parsed.get_body(("plain",))
    assert plain is not None
    assert plain.get_content().splitlines() == ["您好", "."]
    assert parsed.defects == []


def test_every_line_is_short_and_ascii() -> None:
    raw = sent(NAME)
    assert raw.isascii()
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    assert b"\n" not in raw.replace(b"\r\n", b"")


def test_the_same_plan_gives_the_same_bytes() -> None:
    assert sent(NAME) == sent(NAME)


def test_the_date_is_the_plans() -> None:
    assert seen(sent(NAME)).headers["date"] == "Thu, 08 Oct 2026 12:00:00 +0000"


def test_headers_are_exactly_these() -> None:
    names = {
        *("from", "to", "subject", "date", "message-id", "auto-submitted", "x-auto-response-suppress"),
        *("mime-version", "content-type"),
    }
    assert set(seen(sent(NAME)).headers) == names
    assert set(seen(sent(NAME, corrects="<old@example.com>")).headers) == names | {"references"}


@pytest.mark.parametrize("place", ["subject", "name", "message_id", "corrects"])
@pytest.mark.parametrize("planted", ["\r\nBcc: x@example.com", "\nX-A: 1", "\r\n\r\n<script>"])
def test_nothing_makes_a_header_of_its_own(place: str, planted: str) -> None:
    """Plans are checked before; this is the last line."""
    with pytest.raises(ValueError, match=r"linefeed|newline|Header values|invalid"):
        sent(NAME, **{place: f"x{planted}"})


def test_a_domain_in_chinese_goes_out_in_ascii_and_a_name_needs_a_server_that_can() -> None:
    assert b"<li@xn--fsqu00a.xn--fiqs8s>" in sent(NAME, to="li@例子.中国")
    assert not needs_utf8("li@例子.中国")
    assert needs_utf8("李雷@example.com")
    assert "李雷@example.com".encode() in sent(NAME, to="李雷@example.com")


def test_a_linked_message_carries_no_file() -> None:
    one = message(linked="https://reports.example.com/")
    assert seen(composed(plan(), one, [])).contents == []


@given(st.binary(max_size=300))
def test_no_line_but_the_last_is_a_dot_alone(content: bytes) -> None:
    lines = on_the_line(content)
    assert lines.endswith(b"\r\n")
    assert b".\r\n" not in [part + b"\r\n" for part in lines.split(b"\r\n")]
    assert b"\r" not in lines.replace(b"\r\n", b"")
