"""The ticket systems whose exports are known."""

from collections.abc import Mapping

from reportgen.ingest.tickets.jira import JIRA
from reportgen.ingest.tickets.servicenow import SERVICENOW
from reportgen.ingest.tickets.system import System
from reportgen.ingest.tickets.zendesk import ZENDESK

SYSTEMS: Mapping[str, System] = {"zendesk": ZENDESK, "jira": JIRA, "servicenow": SERVICENOW}
PLAIN = System(headings={}, values={})
"""Any other ledger with a row an event."""
