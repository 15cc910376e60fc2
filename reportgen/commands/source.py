"""Look at exports that no rule claims, and propose their rules."""

from pathlib import Path

import click

from reportgen.commands.options import as_period, root_option
from reportgen.model.period import Period

_UNDECIDED, _UNUSABLE = 3, 4


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@root_option
@click.option("--period", callback=as_period, help="Folder of surveys/ that holds FILES; without FILES all in it.")
@click.option("--write", is_flag=True, help="Append the rules to config/sources.yaml.")
@click.option("--locale", type=click.Choice(["zh", "en"]), help="Language of reasons; default: the profile's.")
@click.pass_context
def source(
    ctx: click.Context,
    files: tuple[Path, ...],
    *,
    root: Path,
    period: Period | None,
    write: bool,
    locale: str | None,
) -> None:
    """Say what FILES are taken for and why, and print the rules that would read them.

    Without FILES every file of surveys/ that no rule claims is looked at. Rules go to the standard output, reasons
    and what a person must decide beside them; in the rules those places are marked 请确认 decide.
    """
    from reportgen.learn.printed import lines
    from reportgen.learn.unclaimed import Wish, proposed
    from reportgen.model.language import translator

    found = proposed(Wish(root=root, files=files, period=period, write=write, locale=locale))
    say = translator(found.locale)
    for one in found.proposals:
        click.echo("\n".join([*lines(one, say), ""]), err=True)
    for problem in found.problems:
        click.echo(problem.said(say), err=True)
    for entry in found.entries:
        click.echo(entry, nl=False)
    for message in found.messages:
        click.echo(message.said(say), err=True)
    ctx.exit(_UNUSABLE if found.problems else _UNDECIDED if found.undecided else 0)
