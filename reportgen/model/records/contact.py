"""Requirements 3.11: feedback that nobody asked for, and contacts."""

from reportgen.model.records.field import About, Field, Kind, Record

TONES = {"positive": ("正面", "表扬"), "neutral": ("中性",), "negative": ("负面", "批评")}
FORMS = {
    "talk": ("会谈",),
    "seminar": ("研讨会",),
    "site_visit": ("考察",),
    "phone": ("电话",),
    "email": ("邮件",),
    "online": ("网络沟通",),
    "product_training": ("产品培训",),
    "market_research": ("市场调研",),
    "product_presentation": ("产品宣讲会",),
    "callback": ("回访关怀", "回访"),
    "dunning": ("催收",),
    "other": ("其他",),
}

CONTACT = (
    Record(
        export="feedback",
        title="客户反馈",
        meaning="opinions, suggestions, interviews and posts of clients",
        section="3.11",
        about=About.CLIENT,
        dated_by="date",
        key=("feedback_id",),
        fields=(
            Field("feedback_id", "反馈编号", Kind.CODE, "key"),
            Field("date", "反馈日期", Kind.DAY, "day", "P06.14, P11.11", required=True),
            Field(
                "kind",
                "反馈类型",
                Kind.WORD,
                "kind",
                "P06.1, P06.14, P06.16, P11.10-11",
                required=True,
                words={
                    "opinion": ("意见",),
                    "suggestion": ("建议",),
                    "interview": ("访谈",),
                    "social_media": ("社交媒体",),
                    "need": ("需求",),
                },
            ),
            Field("channel", "反馈渠道", Kind.TEXT, "how it came in", "P06.16"),
            Field("text", "反馈内容", Kind.WHOLE, "the words", "P11.11, P11.19", group="comments"),
            Field("tone", "倾向", Kind.WORD, "tone", "P06.16, P11.11", words=TONES),
            Field("replied_at", "回复日期", Kind.DAY, "day of the answer; empty = none", "P11.22-23"),
            Field("action_id", "改进措施编号", Kind.CODE, "the action that follows", "P11.19, P01.26"),
        ),
    ),
    Record(
        export="contacts",
        title="沟通与回访",
        meaning="talks, calls, trainings and other contacts with a client",
        section="3.11",
        about=About.CLIENT,
        dated_by="date",
        key=("contact_id",),
        fields=(
            Field("contact_id", "沟通编号", Kind.CODE, "key"),
            Field("date", "沟通日期", Kind.DAY, "day", "P01.19, P18.14", required=True),
            Field(
                "form",
                "沟通方式",
                Kind.WORD,
                "form",
                "P01.19, P12.13, P16.8, P16.11, P18.14",
                required=True,
                words=FORMS,
            ),
            Field("by", "沟通人", Kind.TEXT, "who of ours", "P01.20", group="staff"),
            Field(
                "needs_noted",
                "记录的需求",
                Kind.WHOLE,
                "needs that were noted",
                "P01.20, P16.16",
                group="comments",
            ),
            Field("problem_raised", "提出问题", Kind.FLAG, "whether a problem was raised", "P18.15"),
            Field("problem_solved", "问题已解决", Kind.FLAG, "whether it was solved", "P18.15"),
            Field(
                "overdue_explanation", "逾期解释", Kind.WHOLE, "why a payment is late", "P08.9", group="comments"
            ),
        ),
    ),
)
