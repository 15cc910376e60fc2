"""Write the workspace of an invented company."""

from pathlib import Path

import click


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--clients", type=click.IntRange(12, 20_000), default=12, show_default=True)
@click.option("--offices", type=click.IntRange(2, 20), default=2, show_default=True)
@click.option("--quarters", type=click.IntRange(2, 40), default=3, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True, help="Same seed, same bytes.")
@click.pass_context
def sample(ctx: click.Context, folder: Path, *, clients: int, offices: int, quarters: int, seed: int) -> None:
    """Write a workspace of an invented company into FOLDER."""
    from reportgen.sample.workspace import write_workspace

    if folder.exists() and any(folder.iterdir()) and not (folder / "config" / "profile.yaml").exists():
        raise click.BadParameter(f"'{folder}' holds other files; name a new folder", param_hint="FOLDER")
    write_workspace(folder, clients=clients, offices=offices, quarters=quarters, seed=seed)
    if not ctx.obj["quiet"]:
        last = max(path.name for path in (folder / "surveys").iterdir())
        click.echo(f"{folder}: {clients} clients, {offices} offices, {quarters} quarters")
        click.echo(f"next: reportgen build {last} --root {folder}")
