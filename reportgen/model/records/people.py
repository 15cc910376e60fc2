"""Requirements 3.2: who works where, in which role."""

from reportgen.model.records.field import About, Field, Kind, Record

ROLES = {
    "sales_engineer": ("销售工程师",),
    "business_specialist": ("商务专员",),
    "marketing_centre": ("营销中心管理人员", "营销中心"),
    "finance": ("财务部", "财务"),
    "vice_president": ("分管副总",),
    "general_manager": ("总经理",),
    "office_manager": ("办事处经理", "主任"),
    "account_manager": ("业务经理",),
    "clerk": ("内务主管",),
    "statistician": ("统计员",),
    "marketing_vice_president": ("营销副总",),
    "planning_manager": ("销售计划部经理",),
    "marketing": ("市场部",),
    "risk_control": ("风控部", "风控"),
    "internal_audit": ("内部审计",),
    "evaluation_team": ("评估团队",),
    "evaluation_committee": ("评价委员会", "客户满意度评价委员会"),
    "rating_agency": ("信用评级机构",),
    "customer_service": ("客服",),
    "after_sales": ("售后",),
    "other": ("其他", "其它"),
}

PEOPLE = (
    Record(
        export="staff",
        title="人员",
        meaning="people and their roles, as of the end of the folder's period",
        section="3.2",
        about=About.OFFICE,
        key=("state_period", "person_id"),
        state=True,
        fields=(
            Field("person_id", "工号", Kind.CODE, "key", required=True),
            Field(
                "name",
                "姓名",
                Kind.TEXT,
                "name as it stands under a signature",
                "P02.1",
                required=True,
                group="staff",
            ),
            Field("role", "岗位", Kind.WORD, "role", "P03.5-14, P14.1-2, P19.16-17", required=True, words=ROLES),
            Field("department", "部门", Kind.TEXT, "department, as in departments", "P08.18, P13.15, P18.18"),
            Field("email", "邮箱", Kind.TEXT, "where reports are mailed to", "P14.23", group="contacts"),
        ),
    ),
    Record(
        export="departments",
        title="部门",
        meaning="departments, and which of them do business with clients",
        section="3.2",
        about=About.NOBODY,
        key=("name",),
        standing=True,
        fields=(
            Field("name", "部门", Kind.TEXT, "name; the key", "P08.18", required=True),
            Field(
                "is_business_department",
                "业务部门",
                Kind.FLAG,
                "whether it does business",
                "P08.18",
                required=True,
            ),
        ),
    ),
)
