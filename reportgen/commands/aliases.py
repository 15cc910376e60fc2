"""List the names that no register knows, and write what a person confirms."""

import getpass
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.commands.options import as_period, root_option
from reportgen.model.period import Period
from reportgen.model.text import msg

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.learn.confirming import Person
    from reportgen.learn.spellings import Spelling, Unresolved
    from reportgen.model.language import Translate
    from reportgen.policy.aliases import Alias

NONE, STOP = ("n", "no", "否", ""), ("q", "quit", "退出")


@click.command()
@click.argument("period", callback=as_period)
@root_option
@click.option("--write", is_flag=True, help="Ask for each spelling and write the answers to config/aliases.csv.")
@click.option(
    "--accept", "choices", multiple=True, metavar="SPELLING=ID", help="Write that this spelling means this client."
)
@click.option("--csv", type=click.Path(dir_okay=False, allow_dash=True), help="Write the list; - is stdout.")
@click.option("--locale", type=click.Choice(["zh", "en"]), help="Default: the profile's.")
@click.pass_context
def aliases(
    ctx: click.Context, period: Period, *, root: Path, write: bool, choices: tuple[str, ...], csv: str | None,
    locale: str | None,
) -> None:  # fmt: skip
    """List the names in PERIOD's exports that no register knows, with the clients they may mean.

    Nothing is ever taken for a client by likeness: a spelling counts once a person has confirmed it, with
    --write at a terminal or with --accept. Confirmations stand in config/aliases.csv with who and when.
    """
    from reportgen import pipeline
    from reportgen.learn.confirming import Person, accepted
    from reportgen.learn.spellings import unresolved
    from reportgen.model.language import translator
    from reportgen.terminal import progress, report

    if write and not sys.stdin.isatty():
        raise click.UsageError("--write asks at a terminal; use --accept SPELLING=ID here")
    request = pipeline.Request(root=root, period=period, locale=locale)
    with progress(quiet=ctx.obj["quiet"] or csv == "-") as watch:
        config, run = pipeline.read(request, watch)
    if config is None or run.found is None:
        report(run, verbose=ctx.obj["verbose"])
        ctx.exit(int(run.exit))
    found, say = unresolved(run.found, period), translator(run.locale)
    who = Person(name=getpass.getuser(), day=datetime.now(config.profile.zone).date())  # noqa: TID251  # the moment
    made, wrong = accepted(found, choices, who)
    if wrong:
        click.echo("\n".join(one.said(say) for one in wrong), err=True)
        ctx.exit(int(pipeline.Exit.USAGE))
    _list(found, say, csv, alone=write)
    if made and not _written(root, made, say):
        ctx.exit(int(pipeline.Exit.USAGE))
    if write:
        made += _asked(found, root, {one.written for one in made}, who, say)
    left = {one.written for one in found.spellings} - {one.written for one in made}
    if left and not (write or csv):
        click.echo(say(_NEXT).format(period=period), err=True)
    ctx.exit(int(pipeline.Exit.NOTED if left else pipeline.Exit.DONE))


_NEXT = msg("confirm one with --accept SPELLING=ID, or all one by one with `reportgen aliases {period} --write`")
_ASK = msg("which client? number, client id, n = none of them, q = stop")


def _list(found: "Unresolved", say: "Translate", csv: str | None, *, alone: bool) -> None:
    """Print what waits, with ``alone`` only how much; with --csv to a file instead, or to stdout."""
    from reportgen.deliver.tables import csv_text, guarded
    from reportgen.learn.confirming import COLUMNS, cells, lines, summary

    click.echo(summary(found).said(say), err=csv is not None)
    if csv is None:
        click.echo("\n".join([] if alone else lines(found, say)), nl=not alone)
        return
    rows = [[guarded(cell) for cell in row] for row in cells(found, say)]
    with click.open_file(csv, "w", encoding="utf-8" if csv == "-" else "utf-8-sig") as file:
        file.write(csv_text(COLUMNS, rows))


def _asked(found: "Unresolved", root: Path, settled: set[str], who: "Person", say: "Translate") -> "list[Alias]":
    """Ask for every spelling that is not settled yet; each answer is written before the next question."""
    from reportgen.learn.confirming import confirmation, heading, offers

    new: list[Alias] = []
    for one in found.spellings:
        if one.written in settled or not one.can_be_confirmed:
            continue
        click.echo("\n".join(["", heading(one, say), *(f"    {line}" for line in offers(one, say))]))
        client = _answer(one, list(found.names), say)
        if client is None:
            break
        alias = [confirmation(one, client, who)] if client else []
        new += alias if alias and _written(root, alias, say) else []
    return new


def _answer(one: "Spelling", ids: "Sequence[str]", say: "Translate") -> str | None:
    """Return the client that a person names, "" for none, None to stop; asks again after a slip."""
    from reportgen.learn.confirming import chosen
    from reportgen.model.text import Text

    while True:
        reply = click.prompt(say(_ASK), default="n").strip()
        if reply.casefold() in STOP:
            return None
        if reply.casefold() in NONE:
            return ""
        client = chosen(one, reply, ids)
        if not isinstance(client, Text):
            return client
        click.echo(client.said(say))


def _written(root: Path, made: "Sequence[Alias]", say: "Translate") -> bool:
    """Write the confirmations, unless the file would contradict itself with them; say which."""
    from reportgen.deliver.aliases import with_more, write_aliases
    from reportgen.policy.aliases import ALIASES, aliases

    path = root / ALIASES
    content = with_more(path.read_bytes() if path.exists() else None, made)
    _, problems = aliases(content)
    if problems:
        click.echo("\n".join(one.said(say) for one in problems), err=True)
        return False
    write_aliases(root, content)
    for one in made:
        click.echo(say(_DONE).format(file=ALIASES, written=one.written, client=one.client_id), err=True)
    return True


_DONE = msg("{file}: {written} = {client}")
