"""Leaks planted in finished files, one for each channel and kind: what a gate must see."""

import base64
import gzip
import io
import json
import zipfile
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import openpyxl
import pikepdf
import xlsxwriter
from openpyxl.comments import Comment

from reportgen.audit.record import Record, record
from reportgen.audit.secrets import Kind, Secret
from reportgen.audit.watched import Reader, Watched

NAME, SHORT, ALIAS = "南海仪表有限公司", "南仪", "南海表厂"
CLIENT, CODE, CONTACT = "C0417", "91440101MA5CANARY9", "欧阳晓岚"
QUOTE = "发货慢了三天，下次请提前说一声"
AMOUNT, SCORE = "1234567.89", "87.1234"
OWN = "东方机械有限公司"
FOREIGN = (
    Secret(Kind.NAME, CLIENT, NAME),
    Secret(Kind.SHORT_NAME, CLIENT, SHORT),
    Secret(Kind.ALIAS, CLIENT, ALIAS),
    Secret(Kind.CLIENT_ID, CLIENT, CLIENT),
    Secret(Kind.CREDIT_CODE, CLIENT, CODE),
    Secret(Kind.CONTACT, CLIENT, CONTACT),
    Secret(Kind.COMMENT, CLIENT, QUOTE),
    Secret(Kind.AMOUNT, CLIENT, AMOUNT),
    Secret(Kind.SCORE, CLIENT, SCORE),
)
MINE = (Secret(Kind.NAME, "C1", OWN), Secret(Kind.CLIENT_ID, "C1", "C1"))
OFFICE = Reader(id="office-E", clients=frozenset({"C1"}), kinds=frozenset(Kind))
ROOT = "office-E"
Plant = tuple[str, bytes]
Write = Callable[[str], Plant]
"""What is planted → the file that holds it."""


def known() -> Record:
    """What the gate knows of the little world: an office with one client, and another office's client."""
    return record((*FOREIGN, *MINE), (OFFICE, Reader(id="credit", clients=None, kinds=frozenset(Kind))), ("东区",))


def watched() -> Watched:
    return known().watched(OFFICE)


def page(inside: str, head: str = "") -> bytes:
    return (
        f"<!DOCTYPE html>\n<html><head><title>东区</title>{head}</head>\n<body>\n{inside}</body></html>".encode()
    )


def html(inside: str, head: str = "") -> Plant:
    return f"{ROOT}/offices/E.html", page(inside, head)


def entities(word: str) -> str:
    return "".join(f"&#x{ord(one):x};" for one in word)


def escaped(word: str) -> str:
    return "".join(f"\\u{ord(one):04x}" for one in word)


def spread(word: str) -> str:
    """A name as a page may break it: a tag, a full-width space and a line end inside."""
    return f"{word[0]}<b>{word[1]}</b>\u3000{word[2:4]}\n   <i>{word[4:]}</i>"


def book(word: str, where: str) -> Plant:
    """A workbook whose leak is in a cell, a hidden sheet, the properties, a comment or a defined name."""
    made = openpyxl.Workbook()
    sheet: Any = made.active
    sheet["A1"] = "东区"
    if where == "cell":
        sheet["B5"] = word
    elif where == "hidden sheet":
        hidden = made.create_sheet("x")
        hidden["C3"] = word
        hidden.sheet_state = "veryHidden"
    elif where == "properties":
        made.properties.keywords = word
    elif where == "comment":
        sheet["A1"].comment = Comment(word, "东区")
    elif where == "sheet name":
        made.create_sheet(word)
    buffer = io.BytesIO()
    made.save(buffer)
    return f"{ROOT}/data/book.xlsx", buffer.getvalue()


def defined_name(word: str) -> Plant:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as made:
        made.add_worksheet("a")
        made.define_name(word, "=a!$A$1")
    return f"{ROOT}/data/book.xlsx", buffer.getvalue()


def changed(base: bytes, change: Callable[[pikepdf.Pdf], None]) -> Plant:
    """A PDF after a change of its objects."""
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(base)) as pdf:
        change(pdf)
        pdf.save(buffer)
    return f"{ROOT}/offices/E.pdf", buffer.getvalue()


def titled(word: str) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.docinfo["/Title"] = word

    return change


def described(word: str) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        with pdf.open_metadata() as metadata:
            metadata["dc:description"] = word

    return change


def bookmarked(word: str) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        with pdf.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem(word, 0))

    return change


def destined(word: str) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.Root.Names = pikepdf.Dictionary(
            Dests=pikepdf.Dictionary(
                Names=pikepdf.Array([pikepdf.String(word), pikepdf.Array([pdf.pages[0].obj, pikepdf.Name.Fit])])
            )
        )

    return change


def alternative(word: str) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.Root.StructTreeRoot.K[0].Alt = pikepdf.String(word)

    return change


def linked(word: str) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        action = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String(f"a/{quote(word)}.html"))
        link = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=pikepdf.Array([0, 0, 9, 9]), A=action
        )
        pdf.pages[0].Annots = pikepdf.Array([pdf.make_indirect(link)])

    return change


def attached(word: str) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.attachments["figures.csv"] = f"client,value\n{word},1\n".encode()

    return change


def spoken(word: str) -> Callable[[pikepdf.Pdf], None]:
    """Marked content whose actual text says something else than the page shows."""

    def change(pdf: pikepdf.Pdf) -> None:
        hexadecimal = ("\ufeff" + word).encode("utf-16-be").hex()
        pdf.pages[0].contents_add(f"/Span <</ActualText <{hexadecimal}>>> BDC EMC".encode())

    return change


def files() -> dict[str, tuple[str, Plant]]:
    """Kind and channel → what is planted and the file that holds it, but for PDFs."""
    zipped = io.BytesIO()
    with zipfile.ZipFile(zipped, "w") as box:
        box.writestr("inside.csv", f"id\n{CLIENT}\n")
    return {
        "K01 shown text": (NAME, html(f"<p>比{NAME}慢</p>")),
        "K01 broken by tags and spaces": (NAME, html(f"<p>{spread(NAME)}</p>")),
        "K01 entities": (NAME, html(f"<p>{entities(NAME)}</p>")),
        "K01 comment": (SHORT, html(f"<!-- {SHORT} -->")),
        "K01 attribute": (CONTACT, html(f'<p title="{CONTACT}">1</p>')),
        "K01 JSON, escaped": (ALIAS, (f"{ROOT}/data/x.json", f'{{"name": "{escaped(ALIAS)}"}}'.encode())),
        "K01 search index": (NAME, (f"{ROOT}/assets/search.js", json.dumps([{"name": NAME}]).encode())),
        "K01 sitemap": (CLIENT, (f"{ROOT}/sitemap.xml", f"<url><loc>clients/{CLIENT}.html</loc></url>".encode())),
        "K01 full width": (CODE, html("".join(chr(ord(one) + 0xFEE0) for one in CODE))),
        "K01 amount": (AMOUNT, html("<td>1,234,567.89</td>")),
        "K01 score": (SCORE, (f"{ROOT}/data/grades.csv", f"pack,score\nP03,{SCORE}\n".encode())),
        "K01 comment of a client": (QUOTE, html(f"<q>{QUOTE[:4]}\n  {QUOTE[4:]}</q>")),
        "K03 name of a file": (CLIENT, (f"{ROOT}/clients/{CLIENT}.html", page("1"))),
        "K03 name of a folder": (NAME, (f"{ROOT}/{quote(NAME)}/index.html", page("1"))),
        "K03 address": (NAME, html(f'<a href="../{quote(NAME)}.html">1</a>')),
        "K03 stylesheet": (
            ALIAS,
            (
                f"{ROOT}/assets/x.css",
                ("a::after{content:'" + "".join(f"\\{ord(one):x} " for one in ALIAS) + "'}").encode(),
            ),
        ),
        "K03 script": (CONTACT, (f"{ROOT}/assets/site.js", f"x('{escaped(CONTACT)}')".encode())),
        "K04 problem": (
            NAME,
            (f"{ROOT}/data/problems.csv", f"code,hint\nE241,nearest: {NAME} {CLIENT} (0.60)\n".encode()),
        ),
        "K05 manifest": (
            CLIENT,
            (f"{ROOT}/manifest.json", json.dumps({"file": f"clients/{CLIENT}.pdf"}).encode()),
        ),
        "drawing": (SHORT, (f"{ROOT}/x.svg", f"<svg><title>{SHORT}</title></svg>".encode())),
        "base64": (NAME, html(f'<img src="data:text/plain;base64,{base64.b64encode(NAME.encode()).decode()}"/>')),
        "gzip": (NAME, (f"{ROOT}/x.svgz", gzip.compress(f"<svg><text>{NAME}</text></svg>".encode()))),
        "archive": (CLIENT, (f"{ROOT}/x.zip", zipped.getvalue())),
        **{
            f"workbook, {where}": (NAME, book(NAME, where))
            for where in ("cell", "hidden sheet", "properties", "comment", "sheet name")
        },
        "workbook, defined name": (SHORT, defined_name(SHORT)),
    }


def papers(print_: Callable[[str], bytes]) -> dict[str, tuple[str, Plant]]:
    """The same for PDFs; ``print_`` prints a body."""
    base = print_("<h1>东区</h1><p>1</p>")
    objects: dict[str, Callable[[str], Callable[[pikepdf.Pdf], None]]] = {
        "title": titled,
        "XMP": described,
        "bookmark": bookmarked,
        "destination": destined,
        "alternative text": alternative,
        "link": linked,
        "attachment": attached,
        "marked content": spoken,
    }
    return {
        "K02 page text": (NAME, (f"{ROOT}/a.pdf", print_(f"<p>{NAME}</p>"))),
        "K02 broken over lines": (NAME, (f"{ROOT}/a.pdf", print_(f"<p>{NAME[:3]}<br/>{NAME[3:]}</p>"))),
        "K02 white text": (SHORT, (f"{ROOT}/a.pdf", print_(f'<p style="color:#fff">{SHORT}</p>'))),
        **{f"K02 {name}": (NAME, changed(base, plant(NAME))) for name, plant in objects.items()},
    }
