"""People and departments: who may sign what."""

from collections.abc import Iterator

from reportgen.model.period import Period
from reportgen.sample.names import people
from reportgen.sample.records.written import Row, record_file
from reportgen.sample.scorecards import MANAGERS
from reportgen.sample.world import World

_ROLES = ("business_specialist", "marketing_centre", "finance", "vice_president", "general_manager")
_HOMES = ("商务部", "营销中心", "财务部", "营销中心", "总经办")
BUSINESS = ("商务部", "营销中心", "销售计划部")
_OTHERS = (
    ("秦越", "planning_manager", "销售计划部"),
    ("汪澄", "other", "质量部"),
    ("梁远", "after_sales", "售后服务部"),
    ("方晓", "risk_control", "风控部"),
    ("孟然", "internal_audit", "审计部"),
    ("季平", "evaluation_committee", "客户服务部"),
)
_DEPARTMENTS = (*BUSINESS, "财务部", "总经办", "质量部", "售后服务部", "风控部", "审计部", "客户服务部")


def people_files(world: World, period: Period) -> dict[str, bytes]:
    """Return the lists of people and of departments."""
    rows: list[Row] = [{"person_id": f"R{at:03d}", **row} for at, row in enumerate(_people(world), start=1)]
    departments: list[Row] = [{"name": name, "is_business_department": name in BUSINESS} for name in _DEPARTMENTS]
    departments += [{"name": one.name, "is_business_department": True} for one in world.offices]
    return {
        **record_file("staff", period, rows),
        **record_file("departments", period, departments),
    }


def _people(world: World) -> Iterator[Row]:
    for name, role, home in zip(MANAGERS, _ROLES, _HOMES, strict=True):
        yield {"name": name, "role": role, "department": home}
    for name, role, home in _OTHERS:
        yield {"name": name, "role": role, "department": home}
    for name in people(world.dice("agents"), 4):
        yield {"name": name, "role": "customer_service", "department": "客户服务部"}
    for office in world.offices:
        yield {
            "office_name": office.name,
            "name": office.manager,
            "role": "office_manager",
            "department": office.name,
        }
        for name in office.engineers:
            yield {"office_name": office.name, "name": name, "role": "sales_engineer", "department": office.name}
