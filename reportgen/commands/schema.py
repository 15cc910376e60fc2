"""Write the JSON Schemas of the YAML files."""

from pathlib import Path

import click

from reportgen.commands.options import root_option


@click.command()
@root_option
def schema(*, root: Path) -> None:
    """Write the JSON Schemas of the YAML files into config/schema/, for editors."""
    from reportgen.deliver.schemas import write_schemas

    for path in write_schemas(root / "config" / "schema"):
        click.echo(path)
