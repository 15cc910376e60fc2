"""Offices as rows name them: by id, or by name with or without 办事处."""

from reportgen.ingest.context import Context
from reportgen.ingest.table import Table
from reportgen.model.folding import folded


def named_offices(table: Table, context: Context) -> list[str]:
    """Return the office that each row names, by id or name; "" where it names none of the register."""
    offices = context.known.offices
    by_id = {folded(office): office for office in offices}
    by_name = {folded(name).removesuffix("办事处"): office for office, name in offices.items()}
    cells = zip(table.clean("office_id"), table.clean("office_name"), strict=True)
    return [by_id.get(folded(one)) or by_name.get(folded(name).removesuffix("办事处"), "") for one, name in cells]
