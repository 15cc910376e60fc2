"""A planned message as the bytes that a server gets."""

import base64
import re
from collections.abc import Sequence
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.message import Message as Part
from email.policy import EmailPolicy
from email.utils import encode_rfc2231, format_datetime

from reportgen.mailing.plan import Message, Plan
from reportgen.policy.recipients import on_the_wire

_WORD = 60
"""Most characters of an encoded word's line, as old clients read them."""


def composed(plan: Plan, one: Message, contents: Sequence[bytes]) -> bytes:
    """Return the message; ``contents``: its attachments in order, none where they are linked.

    The same plan gives the same bytes: no clock and no chance is in it.
    """
    policy = EmailPolicy(  # like SMTP, and the headers of attachments go out as they were written
        linesep="\r\n", refold_source="none", utf8=needs_utf8(one.to, plan.sender)
    )
    made = EmailMessage(policy=policy)
    made["From"] = _mailbox(plan.sender_name[one.language], plan.sender)
    made["To"] = _mailbox(one.name, one.to)
    if plan.reply_to:
        made["Reply-To"] = _mailbox("", plan.reply_to)
    made["Subject"] = one.subject
    made["Date"] = format_datetime(plan.date)
    made["Message-ID"] = one.message_id
    if one.corrects:
        made["References"] = one.corrects
    made["Auto-Submitted"] = "auto-generated"
    made["X-Auto-Response-Suppress"] = "All"
    made.set_content(one.text, cte="base64")
    made.add_alternative(one.html, subtype="html", cte="base64")
    made.set_boundary(f"=_text_{one.key}")
    if contents:
        made.make_mixed(boundary=f"=_parts_{one.key}")
    for file, content in zip(one.files, contents, strict=bool(contents)):
        made.attach(_attachment(file.name, content))  # type: ignore[arg-type]  # any part can stand in a message
    return made.as_bytes()


def needs_utf8(*addresses: str) -> bool:
    """Return whether an address has a name that only servers with SMTPUTF8 take.

    >>> needs_utf8("a@例子.中国"), needs_utf8("张三@example.com")
    (False, True)
    """
    return not all(on_the_wire(address).isascii() for address in addresses)


def on_the_line(content: bytes) -> bytes:
    r"""Return a message with its lines as they go over the wire (RFC 5321, 4.5.2), without the final dot.

    >>> on_the_line(b"a\n.b\r\nc")
    b'a\r\n..b\r\nc\r\n'
    """
    lines = re.sub(rb"(?m)^\.", b"..", re.sub(rb"\r\n|\r|\n", b"\r\n", content))
    return lines if lines.endswith(b"\r\n") else lines + b"\r\n"


def _mailbox(name: str, address: str) -> Address:
    local, _, domain = on_the_wire(address).rpartition("@")
    return Address(display_name=name, username=local, domain=domain)


def _attachment(name: str, content: bytes) -> Part:
    """Return one PDF whose name new clients read by RFC 2231, and old ones (Outlook, Foxmail, QQ) by RFC 2047.

    The old form is not allowed where it stands, so the library would undo it; a part of the old kind keeps it.
    """
    part = Part()
    old = name if name.isascii() else Header(name, "utf-8", maxlinelen=_WORD).encode(linesep="\r\n")
    part["Content-Type"] = f'application/pdf;\r\n name="{old}"'
    part["Content-Transfer-Encoding"] = "base64"
    part["Content-Disposition"] = f"attachment;\r\n filename*={encode_rfc2231(name, 'utf-8')}"
    part.set_payload(base64.encodebytes(content).decode("ascii"))
    return part
