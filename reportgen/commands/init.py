"""Make a workspace out of a heap of exports."""

from pathlib import Path

import click

_UNUSABLE = 4


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--from",
    "places",
    multiple=True,
    type=click.Path(exists=True, path_type=Path),
    help="A file, or a folder of files, as they came; may be given several times.",
)
@click.option(
    "--locale", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="Language of reports."
)
@click.argument("more", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.pass_context
def init(
    ctx: click.Context, folder: Path, places: tuple[Path, ...], more: tuple[Path, ...], *, locale: str
) -> None:
    """Make a workspace in FOLDER out of your own exports: init FOLDER --from FILE… or --from FOLDER.

    The files are copied into surveys/ by quarter and never changed; config/ gets the rules that read them, with
    what a person must decide marked 请确认 decide. Without --from the workspace is empty and says what to do.
    """
    from reportgen.learn.told import told
    from reportgen.learn.workspace import make_workspace
    from reportgen.model.language import translator

    if (folder / "config" / "sources.yaml").exists():
        raise click.BadParameter(
            f"'{folder}' is a workspace already; `reportgen source --write` adds rules to it", param_hint="FOLDER"
        )
    if more and not places:
        raise click.UsageError("name the exports behind --from: reportgen init FOLDER --from FILE…")
    made = make_workspace(folder, (*places, *more), locale)
    say = translator(made.locale)
    for problem in made.problems:
        click.echo(problem.said(say), err=True)
    for line in told(made, folder, say):
        click.echo(line)
    ctx.exit(_UNUSABLE if made.problems and not made.whole else 0)
