"""From what a person says about unknown spellings to rows of the alias file; and the words to ask with."""

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from reportgen.ingest.candidates import Candidate
from reportgen.learn.spellings import Spelling, Unresolved
from reportgen.model.folding import folded
from reportgen.model.language import Translate
from reportgen.model.text import Text, msg, text
from reportgen.policy.aliases import ALIASES, Alias

_HEADING = msg("{written} ({field}); rows: {rows} – {files}")
FILES = 3
"""Most files named in a line."""
COLUMNS = ("written", "field", "rows", "files", "candidate", "name", "likeness", "why")
_FIELDS = {
    "client_name": text("name"),
    "client_id": text("id"),
    "credit_code": text("credit code"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who confirms, and when."""

    name: str
    day: date


# ------------------------------------------------------------------ what is said
def summary(found: Unresolved) -> Text:
    """Return how much waits."""
    if not found.spellings:
        return text(
            "{period}: every one of {records} records has its client",
            period=str(found.period),
            records=found.records,
        )
    return text(
        "{period}: {rows} of {records} records ({share}) wait for a client, under {count} names, ids and codes",
        period=str(found.period),
        rows=found.waiting,
        records=found.records,
        share=f"{found.waiting / found.records:.1%}",
        count=len(found.spellings),
    )


def lines(found: Unresolved, say: Translate) -> list[str]:
    """Return the list for a person: each spelling, where it stands, and whom it may mean."""
    shown = []
    for number, one in enumerate(found.spellings, 1):
        shown += ["", f"{number:>3}  {heading(one, say)}", *(f"       {line}" for line in offers(one, say))]
    return shown


def heading(one: Spelling, say: Translate) -> str:
    """Return a spelling, what it is, and how many rows of which files say it."""
    files = [f"{name} {rows}" for name, rows in one.files[:FILES]]
    if len(one.files) > FILES:
        files.append(say("{count} more files").format(count=len(one.files) - FILES))
    return say(_HEADING).format(
        written=one.written, field=_FIELDS[one.field].said(say), rows=one.rows, files=say(", ").join(files)
    )


def offers(one: Spelling, say: Translate) -> list[str]:
    """Return the candidates, numbered, or what to do where there is none."""
    if not one.can_be_confirmed:
        return [say("no register has this credit code: add it to its client in the register")]
    if not one.candidates:
        return [say("nothing in the register comes near: a new client, or a name to correct in the file")]
    return [f"{number}) {_offer(candidate, say)}" for number, candidate in enumerate(one.candidates, 1)]


def _offer(one: Candidate, say: Translate) -> str:
    return f"{one.client_id} {one.name}  {one.likeness:.2f}  {one.why.said(say)}"


def cells(found: Unresolved, say: Translate) -> list[list[str]]:
    """Return the list as rows of a CSV file: one per spelling and candidate."""
    table = []
    for one in found.spellings:
        files = "; ".join(f"{name} {rows}" for name, rows in one.files)
        head = [one.written, one.field, str(one.rows), files]
        table += [[*head, c.client_id, c.name, f"{c.likeness:.2f}", c.why.said(say)] for c in one.candidates] or [
            [*head, "", "", "", ""]
        ]
    return table


# ------------------------------------------------------------------ what a person says
def accepted(found: Unresolved, choices: Iterable[str], who: Person) -> tuple[list[Alias], list[Text]]:
    """Return the rows for choices such as ``恒达厂=C017``, and what is wrong with others.

    Only what waits can be settled, and only with a client of the register.
    """
    waiting = {folded(one.written): one for one in found.spellings if one.can_be_confirmed}
    ids = {folded(client): client for client in found.names}
    made: list[Alias] = []
    wrong: list[Text] = []
    for choice in choices:
        written, sign, client = choice.rpartition("=")
        one, known = waiting.get(folded(written)), ids.get(folded(client))
        if not sign or not written.strip():
            wrong.append(text("{choice}: write it as SPELLING=CLIENT_ID, such as 恒达厂=C017", choice=choice))
        elif one is None:
            wrong.append(_not_waiting(written, waiting))
        elif known is None:
            wrong.append(_no_client(client, list(found.names)))
        else:
            made.append(confirmation(one, known, who))
    return made, wrong


def confirmation(one: Spelling, client: str, who: Person) -> Alias:
    """Return the row that says a spelling means a client, always, by the word of a person."""
    source = one.files[0][0] if one.files else ""
    return Alias(written=one.written, client_id=client, source=source, confirmed_by=who.name, confirmed_on=who.day)


def chosen(one: Spelling, reply: str, ids: Sequence[str]) -> str | Text:
    """Return the client that a reply means: y for an only candidate, a number, or an id; else what is wrong."""
    word = folded(reply)
    if word.casefold() in {"y", "yes", "是"}:
        if len(one.candidates) == 1:
            return one.candidates[0].client_id
        return text("y is clear only where there is one candidate; type its number or an id")
    if word.isdecimal() and 1 <= int(word) <= len(one.candidates):
        return one.candidates[int(word) - 1].client_id
    known = {folded(client): client for client in ids}
    return known.get(word) or _no_client(reply, ids)


def _not_waiting(written: str, waiting: Iterable[str]) -> Text:
    near = difflib.get_close_matches(folded(written), list(waiting), n=3, cutoff=0.5)
    return text(
        "{written} does not wait for a client, so it is not written to {file}; waiting: {near}",
        written=written,
        file=ALIASES,
        near=", ".join(near) or "-",
    )


def _no_client(client: str, ids: Sequence[str]) -> Text:
    near = difflib.get_close_matches(client, sorted(ids), n=3, cutoff=0) or sorted(ids)[:3]
    return text("{client} is no client id of the register; near: {near}", client=client, near=", ".join(near))
