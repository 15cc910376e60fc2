"""Requirements 3.7: levels as recorded, abnormal events and credit events."""

from reportgen.model.records.field import About, Field, Kind, Record

AXES = {
    "credit": ("信用", "资信"),
    "risk": ("风险",),
    "value": ("价值",),
    "dealer": ("经销商",),
    "segment": ("细分",),
    "admission": ("准入",),
}
EVENTS = {
    "breach": ("违约",),
    "litigation": ("诉讼",),
    "false_information": ("虚假信息",),
    "hidden_information": ("隐瞒信息",),
    "bad_credit_event": ("不良信用事件",),
    "loss": ("损失",),
}

CREDIT = (
    Record(
        export="ratings",
        title="等级历史",
        meaning="levels as they were recorded, one row per client, policy and spell",
        section="3.7",
        about=About.CLIENT,
        dated_by="valid_from",
        key=("client_id", "pack_id", "axis", "valid_from"),
        fields=(
            Field("pack_id", "制度", Kind.CODE, "policy, as its pack is named", "P03.24, P04.17", required=True),
            Field("axis", "评级维度", Kind.WORD, "what is rated", "P10.11, P12.10", words=AXES),
            Field("grade", "等级", Kind.CODE, "level", "P03.24, P04.17", required=True),
            Field("score", "分数", Kind.NUMBER, "score", "P03.24", group="scores"),
            Field(
                "valid_from", "生效日期", Kind.ANY_DAY, "first day of the level", "P03.24, P04.17", required=True
            ),
            Field("valid_to", "失效日期", Kind.ANY_DAY, "last day; empty = until the next one", "P15.28"),
            Field("cause", "原因", Kind.WHOLE, "why it changed", "P12.16, P15.28", group="cards"),
            Field("card_id", "评估表编号", Kind.CODE, "the card behind it", "P03.24"),
        ),
    ),
    Record(
        export="abnormal_events",
        title="异常情况",
        meaning="events that call for a re-evaluation on the same day",
        section="3.7",
        about=About.CLIENT,
        dated_by="occurred_at",
        key=("event_id",),
        fields=(
            Field("event_id", "事件编号", Kind.CODE, "key"),
            Field("event_type", "异常类型", Kind.TEXT, "kind, as the policy lists them", "P03.33", required=True),
            Field("occurred_at", "发生日期", Kind.DAY, "day of the event", "P03.33", required=True),
            Field("reassessed_card_id", "重新评估表编号", Kind.CODE, "the card of the re-evaluation", "P03.33"),
        ),
    ),
    Record(
        export="credit_events",
        title="信用事件",
        meaning="breaches, lawsuits, false information and losses",
        section="3.7",
        about=About.CLIENT,
        dated_by="date",
        key=("event_id",),
        fields=(
            Field("event_id", "事件编号", Kind.CODE, "key"),
            Field(
                "type",
                "事件类型",
                Kind.WORD,
                "kind",
                "P13.16, P15.15-17, P15.32, P10.13",
                required=True,
                words=EVENTS,
            ),
            Field("date", "日期", Kind.DAY, "day", "P15.32", required=True),
            Field("detail", "详情", Kind.WHOLE, "what happened", "P15.15-17", group="cards"),
            Field("amount", "金额（元）", Kind.MONEY, "amount at stake", "P10.13"),
        ),
    ),
)
