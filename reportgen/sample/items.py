"""The lines of the invented company's 《客户资信评估表》, D090-3 V3.0."""

from dataclasses import dataclass

DOCUMENT = "D090-3"
ISSUE = "V3.0"


@dataclass(frozen=True, slots=True)
class FormItem:
    """One line of the form; a veto line has no points."""

    part: str
    code: str
    name: str
    maximum: int | None
    evidence: str


ITEMS: tuple[FormItem, ...] = (
    FormItem("基本项", "B1", "企业资质与经营状况", 15, "营业执照、年检报告"),
    FormItem("基本项", "B2", "财务状况", 15, "最近一期财务报表"),
    FormItem("基本项", "B3", "实际供货", 15, "订单与发货记录"),
    FormItem("基本项", "B4", "货款回收", 20, "应收台账、回款记录"),
    FormItem("基本项", "B5", "合作紧密度", 15, "订单频次、拜访记录"),
    FormItem("加分项", "A1", "银行授信证明", 5, "银行出具的授信证明"),
    FormItem("加分项", "A2", "年度框架协议", 8, "年度框架协议"),
    FormItem("加分项", "A3", "合作五年以上", 7, "首单日期"),
    FormItem("减分项", "M1", "逾期30–60天", 10, "应收台账"),
    FormItem("减分项", "M2", "对账延误", 5, "对账单"),
    FormItem("一票否决项", "V1", "失信被执行人", None, "执行信息公开网查询"),
    FormItem("一票否决项", "V2", "提供虚假资料", None, "资料核对记录"),
    FormItem("一票否决项", "V3", "停产或歇业", None, "拜访记录"),
    FormItem("一票否决项", "V4", "逾期超过90天", None, "应收台账"),
)

POINT_ITEMS = tuple(item for item in ITEMS if item.maximum is not None)

SIGNOFFS: tuple[tuple[str, str], ...] = (
    ("初评", "销售工程师"),
    ("初审", "商务专员"),
    ("审核", "营销中心管理人员"),
    ("信用风险审核", "财务部"),
    ("批准", "分管副总"),
    ("特批", "总经理"),
)
"""Steps and roles in order (P03.6 to P03.14); the last only for special cases."""


def level_of(score: float) -> str:
    """Return the level that sales engineers write on the form (example bands of pack P03).

    >>> level_of(90), level_of(89), level_of(59)
    ('A', 'B', 'D')
    """
    floors = (("A", 90), ("B", 80), ("C", 60))
    return next((level for level, floor in floors if score >= floor), "D")
