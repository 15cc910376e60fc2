"""ServiceNow: incidents by their fields' names or labels, one row an incident or one row an event."""

from reportgen.ingest.tickets.system import CLOSED, COUNTER, UPDATED, System

SERVICENOW = System(
    headings={
        "complaint_id": ("number", "Number"),
        "client_name": ("company", "Company"),
        "received_at": ("opened_at", "Opened"),
        "closed_at": ("resolved_at", "Resolved"),
        CLOSED: ("closed_at", "Closed"),
        "state": ("incident_state", "Incident state", "state", "State"),
        "channel": ("contact_type", "Contact type", "Channel"),
        "category": ("category", "Category"),
        "product": ("subcategory", "Subcategory"),
        "content": ("short_description", "Short description"),
        "handler": ("assigned_to", "Assigned to"),
        "priority": ("priority", "Priority"),
        "result": ("close_code", "closed_code", "Close code", "Resolution code"),
        UPDATED: ("sys_updated_on", "sys_updated_at", "Updated"),
        COUNTER: ("sys_mod_count", "Updates"),
    },
    values={
        "state": {
            "open": (
                "New", "Active", "In Progress", "On Hold", "Pending", "Awaiting User Info", "Awaiting Caller",
                "Awaiting Vendor", "Awaiting Problem", "Awaiting Change", "Awaiting Evidence",
                "1", "2", "3", "4", "5",
            ),
            "resolved": ("Resolved", "6"),
            "closed": ("Closed", "Closed Complete", "Closed Incomplete", "Canceled", "Cancelled", "7", "8"),
        },
        "channel": {
            "hotline": ("Phone", "IVR"),
            "email": ("Email", "E-mail"),
            "online": ("Self service", "Self-service", "Web", "Chat", "Virtual Agent", "Mobile"),
            "other": ("Walk-in", "Direct opening", "Event", "Monitoring"),
        },
    },
    opening=("New", "1"),
    missing=frozenset({"?", "(empty)"}),
)  # fmt: skip
