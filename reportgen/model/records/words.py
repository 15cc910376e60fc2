"""The English names of declared exports, roles and fields that reports mention; the catalogue translates them."""

from collections.abc import Iterable, Mapping

from reportgen.model.text import Text, msg

EXPORT_TITLES: Mapping[str, str] = {
    "abnormal_events": msg("unusual events"),
    "admission_applications": msg("applications for admission"),
    "admission_assessments": msg("assessments for admission"),
    "client_facts": msg("facts collected about clients"),
    "contacts": msg("contacts and call-backs"),
    "contracts": msg("contracts"),
    "credit_events": msg("credit events"),
    "data_supply": msg("deliveries of data"),
    "departments": msg("departments"),
    "documents": msg("list of documents"),
    "duty_log": msg("log of duties"),
    "feedback": msg("client feedback"),
    "guarantees": msg("guarantees given"),
    "improvement_actions": msg("improvement actions"),
    "market_research": msg("market research"),
    "measures": msg("treatments of clients"),
    "meetings": msg("meetings"),
    "narratives": msg("written analyses"),
    "notices": msg("notices to clients"),
    "pack_history": msg("versions of policies"),
    "payments": msg("payments received"),
    "points": msg("bonus points"),
    "policy_reviews": msg("policy reviews"),
    "questionnaire_map": msg("map of the questionnaire"),
    "ratings": msg("history of levels"),
    "reconciliations": msg("reconciled accounts"),
    "result_audits": msg("checks of results"),
    "staff": msg("list of people"),
    "submissions": msg("submitted reports"),
    "survey_plan": msg("survey plan"),
}
"""Export of ``RECORDS`` → its name."""

ROLE_WORDS: Mapping[str, str] = {
    "sales_engineer": msg("sales engineer"),
    "business_specialist": msg("business specialist"),
    "marketing_centre": msg("marketing centre"),
    "finance": msg("finance department"),
    "vice_president": msg("vice president"),
    "general_manager": msg("general manager"),
    "office_manager": msg("office manager"),
    "account_manager": msg("account manager"),
    "clerk": msg("clerk"),
    "statistician": msg("statistician"),
    "marketing_vice_president": msg("vice president of marketing"),
    "planning_manager": msg("sales planning manager"),
    "marketing": msg("marketing department"),
    "risk_control": msg("risk control"),
    "internal_audit": msg("internal audit"),
    "evaluation_team": msg("evaluation team"),
    "evaluation_committee": msg("evaluation committee"),
    "rating_agency": msg("rating agency"),
    "customer_service": msg("customer service"),
    "after_sales": msg("after-sales service"),
    "other": msg("other role"),
}
"""Word of ``ROLES`` → its name; a role that a company adds is said as it wrote it."""

FIELD_WORDS: Mapping[str, str] = {
    "account_team": msg("account team"),
    "contact_name": msg("contact person"),
    "grade_recorded": msg("levels in use"),
    "group": msg("group of clients"),
    "is_important": msg("important client"),
    "legal_representative": msg("legal representative"),
    "main_business": msg("main business"),
    "phone": msg("telephone"),
    "registered_address": msg("registered address"),
    "updated_at": msg("day of the last review"),
}
"""Further field of an export → its name; those that a finding or a check mentions."""


def role_names(words: Iterable[str]) -> tuple[Text | str, ...]:
    """Return the names of roles, in order.

    >>> [str(one) for one in role_names({"finance", "质检员"})]
    ['finance department', '质检员']
    """
    return tuple(Text(ROLE_WORDS[one]) if one in ROLE_WORDS else one for one in sorted(words))
