"""Further fields of exports that have a reader of their own; each adds a column to that export's frame."""

from collections.abc import Mapping

from reportgen.model.records.field import Field, Kind

OF_CLIENTS = (
    Field(
        "relation_state",
        "合作状态",
        Kind.WORD,
        "potential, new, existing or lost",
        "P02.2, P18.7",
        words={"potential": ("潜在",), "new": ("新客户",), "existing": ("老客户",), "lost": ("流失",)},
    ),
    Field(
        "dealer_type",
        "经销商类型",
        Kind.WORD,
        "exclusive dealer, logistics company or none",
        "P19.3-15",
        words={"exclusive": ("专营经销商",), "logistics": ("物流商",), "none": ("非经销商",)},
    ),
    Field("dealer_level", "级别", Kind.TEXT, "level of the dealer", "P19.1"),
    Field("category", "客户类别", Kind.TEXT, "category", "P15.6"),
    Field("business_type", "业务特点", Kind.TEXT, "kind of business", "P15.6"),
    Field("is_important", "重要客户", Kind.FLAG, "important client; NA = not said", "P14.7, P18.14"),
    Field("sample_group", "客户群体", Kind.TEXT, "group of clients for the survey", "P14.13, P07.8"),
    Field("registered_address", "注册地", Kind.TEXT, "registered address", "P02.4, P09.3"),
    Field("legal_representative", "法定代表人", Kind.TEXT, "legal representative", "P02.4, P09.3"),
    Field("main_business", "主营业务", Kind.TEXT, "main business", "P02.4, P09.3, P15.12"),
    Field("chain_relation", "产业链关系", Kind.TEXT, "place in the chain of supply", "P09.3"),
    Field("contact_name", "联系人", Kind.TEXT, "contact person", "P18.1, P16.11", group="contacts"),
    Field("phone", "联系电话", Kind.CODE, "telephone", "P18.1, P16.11", group="contacts"),
    Field("email", "电子邮箱", Kind.TEXT, "mail address", "P18.1, P16.11", group="contacts"),
    Field("habits", "消费习惯", Kind.TEXT, "habits", "P07.7, P18.1"),
    Field("preferences", "偏好特点", Kind.TEXT, "preferences", "P07.7, P18.3"),
    Field("account_team", "客户管理团队", Kind.TEXT, "account team", "P04.25", group="staff"),
    Field(
        "updated_at",
        "资料更新日",
        Kind.DAY,
        "day on which the client's data were last looked through",
        "P17.23, P18.2",
    ),
    Field("grade_recorded", "现行等级", Kind.LEVELS, "levels in use, by policy", "P04.18"),
)
MORE: Mapping[str, tuple[Field, ...]] = {
    "clients": OF_CLIENTS,
    "survey_sample": (
        Field(
            "reason",
            "抽样原因",
            Kind.WORD,
            "why the client is asked",
            "P14.7",
            words={"important": ("重要", "重要客户", "紧要"), "representative": ("代表性", "有代表性")},
        ),
        Field("group", "客户群体", Kind.TEXT, "group of clients", "P14.13"),
    ),
    "complaints": (
        Field("cause", "问题原因", Kind.TEXT, "cause of the problem", "P06.15"),
        Field("action_id", "改进措施编号", Kind.CODE, "the action that follows", "P11.18"),
    ),
    "visits": (
        Field("result_score", "巡访评分", Kind.NUMBER, "score that the visit was given, as written", "P19.36"),
        Field(
            "evaluation",
            "评价",
            Kind.WHOLE,
            "what the visitor found, in words",
            "P19.31, P19.36",
            group="comments",
        ),
    ),
}
"""Export → its further fields, all optional."""
