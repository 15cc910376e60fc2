"""The one list of declared exports."""

from collections.abc import Mapping

from reportgen.model.records.clients import FILES
from reportgen.model.records.contact import CONTACT
from reportgen.model.records.credit import CREDIT
from reportgen.model.records.field import Record
from reportgen.model.records.followup import FOLLOWUP
from reportgen.model.records.governance import GOVERNANCE
from reportgen.model.records.people import PEOPLE
from reportgen.model.records.satisfaction import SATISFACTION
from reportgen.model.records.trade import TRADE

RECORDS: tuple[Record, ...] = (*PEOPLE, *FILES, *CREDIT, *TRADE, *SATISFACTION, *CONTACT, *FOLLOWUP, *GOVERNANCE)
RECORD: Mapping[str, Record] = {record.export: record for record in RECORDS}
"""Export → its declaration."""
