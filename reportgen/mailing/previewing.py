"""`reportgen mail PERIOD preview`: every message as it would go out, and a page to look at them."""

import html
import shutil
from collections.abc import Iterator
from pathlib import Path

from reportgen.deliver.stage import opened, written_whole
from reportgen.mailing.desk import Desk, at_desk, contents, plan_of
from reportgen.mailing.journal import Clock
from reportgen.mailing.message import composed
from reportgen.mailing.plan import Message, Plan
from reportgen.model.language import translator
from reportgen.model.text import text
from reportgen.outcome import Outcome
from reportgen.pipeline import Exit, Request

FOLDER = "preview"
PAGE = "index.html"
_LABEL = "text-align:left;padding-right:1em;white-space:nowrap;vertical-align:top"


def preview(request: Request, *, now: Clock, actor: str) -> Outcome:
    """Write the messages of the plan as .eml files; nothing is connected to. PDFs stand in them unlocked."""
    return at_desk(request, now, actor, _previewed)


def _previewed(desk: Desk) -> Outcome:
    plan, _ = plan_of(desk)
    folder = desk.folder / FOLDER
    shutil.rmtree(folder, ignore_errors=True)
    opened(folder)
    for one in plan.messages:
        written_whole(folder / _name(one), composed(plan, one, contents(desk, one)))
    written_whole(folder / PAGE, _page(plan, desk.locale).encode())
    done = text("{count} messages written to look at; nothing was sent", count=len(plan.messages))
    return desk.outcome(Exit.DONE, said=[done, text("{path}", path=str(folder / PAGE))])


def _name(one: Message) -> str:
    return f"{one.short}.eml"


def _page(plan: Plan, locale: str) -> str:
    """Return every message below the other, each in a frame of its own without scripts."""
    say = translator(locale)
    title = say("Mail of {period}: {count} messages").format(period=plan.period, count=len(plan.messages))
    head = (
        f'<!DOCTYPE html><html lang="{"zh-CN" if locale == "zh" else "en"}"><head><meta charset="utf-8">'
        f"<title>{html.escape(title)}</title></head>"
        '<body style="max-width:60em;margin:0 auto;padding:24px;font:16px/1.6 sans-serif;color:#1c1f23">'
        f'<h1 style="font-size:22px">{html.escape(title)}</h1>'
    )
    return head + "".join(_shown(plan, one, locale) for one in plan.messages) + "</body></html>\n"


def _shown(plan: Plan, one: Message, locale: str) -> str:
    rows = "".join(
        f'<tr><th style="{_LABEL}">{html.escape(name)}</th><td>{value}</td></tr>'
        for name, value in _rows(plan, one, locale)
    )
    frame = (
        f'<iframe sandbox="" title="{html.escape(one.subject)}" srcdoc="{html.escape(one.html)}" '
        'style="width:100%;height:34em;border:1px solid #d5dae0"></iframe>'
    )
    return f'<section style="margin:32px 0"><table>{rows}</table>{frame}</section>'


def _rows(plan: Plan, one: Message, locale: str) -> Iterator[tuple[str, str]]:
    say = translator(locale)
    yield say("Sent from"), html.escape(f"{plan.sender_name[one.language]} <{plan.sender}>")
    yield say("To"), html.escape(f"{one.name} <{one.to}>")
    yield say("Subject line"), f"<strong>{html.escape(one.subject)}</strong>"
    names = "<br>".join(html.escape(f"{file.name} ({file.size:,} B)") for file in one.files)
    yield say("Link") if one.linked else say("Attached"), html.escape(one.linked) or names
    yield say("File"), f'<a href="{html.escape(Path(_name(one)).name)}">{html.escape(_name(one))}</a>'
