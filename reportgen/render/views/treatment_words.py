"""The English names of the measures that clients are granted; the catalogue translates them."""

from collections.abc import Mapping

from reportgen.model.text import msg

TREATMENT_WORDS: Mapping[str, str] = {
    "preferential_policy": msg("preferential policy"),
    "new_product_introduction": msg("introduction of new products"),
    "win_win_cooperation": msg("win-win cooperation"),
    "priority_service": msg("priority service"),
    "personal_service": msg("personal service"),
    "need_analysis": msg("analysis of needs"),
    "customised_solution": msg("customised solution"),
    "customised_event": msg("customised event"),
    "advertising": msg("advertising"),
    "first_release": msg("first release of new products"),
    "strong_promotion": msg("strong promotion"),
    "special_supply": msg("special supply"),
    "points": msg("bonus points"),
    "basic_service": msg("basic service"),
    "standard_price": msg("standard price"),
    "after_sales": msg("after-sales service"),
    "targeted_development": msg("targeted development"),
    "targeted_promotion": msg("targeted promotion"),
    "service_plan": msg("service plan"),
    "guarantee_required": msg("guarantee asked for"),
    "rate_increase": msg("higher interest"),
    "credit_restriction": msg("restricted credit"),
    "stronger_risk_management": msg("stronger risk management"),
    "stronger_supervision": msg("stronger supervision"),
    "extra_review": msg("extra review"),
    "rating_revoked": msg("level revoked"),
}
"""Word of the export of measures → its name."""
