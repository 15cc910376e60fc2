"""Problem codes: what each means, in both languages. A code never changes; its wording may."""

from typing import NamedTuple


class Meaning(NamedTuple):
    """What a code stands for, whatever the single message says."""

    en: str
    zh: str


CODES: dict[str, Meaning] = {
    # files and containers
    "E101": Meaning("a file or folder is not there", "找不到文件或文件夹"),
    "E102": Meaning("no file fits the pattern of a rule", "没有文件符合规则的文件名样式"),
    "E103": Meaning("the file is empty", "文件为空"),
    "E104": Meaning("a header without rows", "只有表头，没有数据行"),
    "E105": Meaning("the workbook is damaged or cut off", "工作簿不完整或已损坏"),
    "E106": Meaning("the workbook has a password", "工作簿有密码"),
    "E107": Meaning("an old workbook format (.xls) that is not read", "旧版 .xls 工作簿，无法读取"),
    "E108": Meaning("the content is not what the file extension says", "内容与扩展名不符"),
    "E109": Meaning("larger than allowed when unpacked", "解压后超过限制"),
    "E110": Meaning("a cell or column beyond the allowed grid", "单元格或列超出允许范围"),
    "E111": Meaning("a document type or entity inside the workbook", "文件含 DTD 或实体"),
    "E112": Meaning("two members of one name, or a path, inside the workbook", "压缩包内有重名或带路径的成员"),
    "E113": Meaning("more rows or bytes than allowed", "行数或大小超过限制"),
    "W114": Meaning("a lock file of Excel was skipped", "已跳过 Excel 锁文件"),
    "E115": Meaning("the file changed while it was read", "读取期间文件被改动"),
    "E116": Meaning("no permission to read the file", "没有读取权限"),
    "E117": Meaning("a link, device or folder instead of a file", "不是普通文件（链接、设备或文件夹）"),
    "E118": Meaning("several sheets, and the rule names none", "有多个工作表，规则未指明"),
    "W119": Meaning("hidden rows, columns or sheets were read too", "隐藏的行、列或工作表已计入"),
    "E120": Meaning("the reading process was ended: crash, memory or time", "读取进程被终止：崩溃、内存或超时"),
    "E121": Meaning("the same file is there twice", "同一文件出现两次"),
    "W122": Meaning("a workbook with macros; they never run", "含宏的工作簿，宏从不运行"),
    "E123": Meaning(
        "the parser found another number of rows or cells than the file holds",
        "解析所得与文件自身的行数或单元格数不符",
    ),
    "E124": Meaning("more than one rule claims the file", "不止一条规则认领该文件"),
    "W125": Meaning("no rule claims the file", "没有规则认领该文件"),
    # encoding and text
    "E131": Meaning("the encoding cannot be told", "无法确认编码"),
    "E132": Meaning("a byte that the encoding does not have", "有不符合编码的字节"),
    "E133": Meaning("text that was read in a wrong encoding before it came here", "疑似乱码"),
    "E134": Meaning("the delimiter cannot be told", "无法确认分隔符"),
    "E135": Meaning("a row with too many or too few fields", "该行列数与表头不符"),
    "E136": Meaning("every row is longer than the header", "数据行普遍比表头多列"),
    "E137": Meaning("a quote that is not closed", "引号未闭合"),
    "E138": Meaning("control characters in a cell", "单元格含控制字符"),
    "E139": Meaning("a cell longer than allowed", "单元格文字过长"),
    "E140": Meaning("half a character stands alone", "含不完整的字符"),
    "W141": Meaning("a sep= line or empty fields at line ends were ignored", "已忽略 sep= 行或行尾空列"),
    # shape of a table
    "W150": Meaning("blank rows were skipped", "已跳过空行"),
    "W151": Meaning("title rows above the header were skipped", "已跳过表头上方的标题行"),
    "E152": Meaning("a header of an unknown shape", "表头形状无法识别"),
    "W153": Meaning("merged cells were filled down", "合并单元格已向下填充"),
    "E154": Meaning("required columns are missing", "缺少必需的列"),
    "E155": Meaning("a heading stands twice", "表头重复"),
    "W156": Meaning("columns that no rule names", "有规则未提到的列"),
    "W157": Meaning("optional columns are missing", "缺少可选的列"),
    "E157": Meaning("a total in the file that its rows do not give", "文件中的合计与明细不符"),
    "E158": Meaning("a second table under the first", "表下方还有第二张表"),
    "E159": Meaning("a formula that was never calculated", "公式未计算"),
    "E160": Meaning("an error value of the spreadsheet", "单元格是错误值"),
    "E161": Meaning("a code that the spreadsheet spoilt", "编码已被电子表格破坏"),
    "W162": Meaning("rows that are struck through were read", "有删除线的行已计入"),
    "W163": Meaning("text beside the table was skipped", "已跳过表外文字"),
    "W164": Meaning("a total line was skipped", "已跳过合计行"),
    "W165": Meaning("formulas were read by their last calculated value", "公式按最近一次计算的值读取"),
    "E166": Meaning("too many rows set aside; the file is refused", "搁置的行过多，拒收该文件"),
    "E167": Meaning("a sheet that the platform of its rule did not write", "不是规则所写平台导出的表"),
    "W168": Meaning("numbers of options were read as answers", "选项序号被当作答案读取"),
    "E169": Meaning("two files of one survey contradict each other", "同一问卷的两个文件相互矛盾"),
    "W170": Meaning(
        "the same form stands in the survey's other file, which counts", "同一答卷以该问卷的另一个文件为准"
    ),
    "W171": Meaning("a questionnaire file that lists no questions", "问卷结构文件中没有题目表"),
    "W172": Meaning("sheets without the rule's headings were left out", "已跳过没有规则所写表头的工作表"),
    "W173": Meaning("events of a ticket before its last one", "同一工单较早的事件行"),
    "W174": Meaning("a known heading stands twice, so neither was read", "表头重复，两列均未读取"),
    # values
    "W201": Meaning("numbers in another form were understood", "其他写法的数字已识别"),
    "W202": Meaning("words were read as numbers by the policy's table", "文字已按制度的对照表读作数字"),
    "E203": Meaning("a value that the export cannot do without is blank", "必填的值为空"),
    "E204": Meaning("an answer off the scale", "超出量表"),
    "E205": Meaning("a word that the rule does not know", "规则中没有的词"),
    "W206": Meaning(
        "answers that fall where all others rise: is the scale turned?", "该题与其他题反向，量表可能颠倒"
    ),
    "E207": Meaning("a column on another scale", "整列疑似另一种量表"),
    "E209": Meaning("not a number", "不是数字"),
    "E210": Meaning("a number with an unknown unit", "数字带有未知单位"),
    "E211": Meaning("a negative number where none can be", "不应为负数"),
    "E212": Meaning("a yes or no instead of a number", "是/否，而不是数字"),
    "E213": Meaning("a range instead of one number", "是区间，而不是一个数"),
    "E214": Meaning("a date instead of a number", "是日期，而不是数字"),
    "W215": Meaning(
        "amounts thousands of times as large or small as before", "金额与上期相差上千倍，可能单位不同"
    ),
    "E216": Meaning("points over the maximum of the item, or a blank veto item", "超过该项满分，或否决项空白"),
    "E217": Meaning("points of the wrong sign", "分数正负号有误"),
    "W218": Meaning("a scorecard item that no pack has", "制度包中没有的评估项"),
    "E219": Meaning("a part larger than its whole", "部分大于整体"),
    "W220": Meaning("paid and open amounts that do not add up to the invoice", "已收与未收之和不等于应收金额"),
    "W230": Meaning(
        "points of a scale with words beside them were read by their number", "带文字的分值已按数字读取"
    ),
    "E230": Meaning("a number and words that say different points of a scale", "分值与文字矛盾"),
    # dates
    "E221": Meaning("a date that can be read in two ways", "日期有两种读法"),
    "E222": Meaning("not a date, or one outside 2000 to 2100", "不是日期，或不在 2000 至 2100 年"),
    "E223": Meaning("dates that are counted from another year, 1904 or 1900", "日期系统不符（1904 与 1900）"),
    "E224": Meaning("a moment that lies in the future", "时间在未来"),
    "E225": Meaning("most rows are of another period", "多数行不属于本期"),
    "W225": Meaning("rows of another period in a file of one period", "本期文件中有期外的行"),
    "E226": Meaning("times that contradict each other", "时间相互矛盾"),
    "W227": Meaning("a close without a date, or a date without a close", "结案与结案时间不一致"),
    "W228": Meaning("known up to a day that this machine's clock has not reached", "截止日晚于本机时钟"),
    "W229": Meaning("many forms in one minute", "同一分钟内提交了大量答卷"),
    "W231": Meaning("dates in another form were understood", "其他写法的日期已识别"),
    "W232": Meaning("serial numbers were read as dates", "序列号已按日期读取"),
    "W233": Meaning("24:00 was read as the start of the next day", "24:00 已读作次日零时"),
    "W234": Meaning("times with a zone were converted", "带时区的时间已换算"),
    "W235": Meaning("dates without a time", "只有日期，没有时间"),
    "W236": Meaning("answers were rounded to six decimals", "答案已四舍五入到六位小数"),
    "W237": Meaning("a question that no active pack asks", "启用的制度包中没有的问题"),
    "W238": Meaning("amounts were rounded to whole fen", "金额已四舍五入到分"),
    # who is meant
    "W239": Meaning("amounts in the unit of their heading", "金额按表头所写单位读取"),
    "W240": Meaning("short, previous or differently typed names were understood", "简称、曾用名或不同写法已识别"),
    "E241": Meaning("a client or office that the register does not have", "登记表中没有该客户或办事处"),
    "W242": Meaning("records after the last day as a client", "客户流失后仍有记录"),
    "W243": Meaning("another office than the register's; the register counts", "办事处与登记表不同，以登记表为准"),
    "E244": Meaning("an earlier duplicate; the later one counts", "较早的重复记录，以后者为准"),
    "E245": Meaning("one number, two different records", "同一编号，内容不同"),
    "E246": Meaning("no client is named", "未写客户"),
    "E247": Meaning("id, credit code and name are of different clients", "编号、信用代码、名称不是同一客户"),
    "W247": Meaning("a comment that names another client", "意见中提到其他客户"),
    "W248": Meaning(
        "answers of people who are not among the client's contact persons", "答卷人不在客户联系人之列"
    ),
    "W249": Meaning(
        "closed without a recorded reply; left out of the reply times", "已结案但没有答复时间，不计入答复时效"
    ),
    "E250": Meaning("a credit code whose check character does not fit", "统一社会信用代码的校验码不符"),
    "W251": Meaning("records of a client after its merger", "客户合并后仍以原客户名义的记录"),
    "E253": Meaning("a form answered too fast", "答卷用时过短"),
    "E254": Meaning("a form with the same answer everywhere", "答卷各题答案都一样"),
    "E255": Meaning("a trial answer", "测试答卷"),
    "E256": Meaning("an answer from outside the sample", "评价对象以外的答卷"),
    "E257": Meaning("a form that was not finished", "未答完的答卷"),
    "W252": Meaning("a merger that cannot be followed", "无法沿用的客户合并登记"),
    # configuration and registers
    "E301": Meaning("weights that do not sum to 1", "权重之和不为 1"),
    "E302": Meaning("a name that two clients have", "两个客户同名"),
    "E303": Meaning("two clients of one registered name", "两个客户登记名称相同"),
    "E304": Meaning("a client in two offices at once", "一个客户同时属于两个办事处"),
    "E305": Meaning("a client that the register has twice", "登记表中客户重复"),
    "E306": Meaning(
        "an office without a manager or mail address, or an address that is none",
        "办事处没有主任或邮箱，或邮箱地址有误",
    ),
    "E307": Meaning("an office that the register does not have", "登记表中没有该办事处"),
    "E321": Meaning("an unknown key", "未知的键"),
    "E322": Meaning("a key that stands twice", "键重复"),
    "E323": Meaning("a value of the wrong type, size or form, or none", "值的类型、大小或写法有误，或缺失"),
    "E324": Meaning("not valid YAML, or YAML that is not allowed", "不是合法的 YAML，或用了不允许的写法"),
    "E325": Meaning("an empty configuration file", "配置文件为空"),
    "E326": Meaning("configuration nested too deep, or too large", "配置嵌套过深或过大"),
    "E327": Meaning("bands that overlap, leave a gap or do not fall", "分数段重叠、有空隙或次序不对"),
    "E328": Meaning("no version of a policy for the date, or two", "该日期没有制度版本，或有两个"),
    "E329": Meaning("one heading for two fields", "一个表头对应两个字段"),
    "E330": Meaning("a configuration of another version of this tool", "配置属于另一版本的工具"),
    "E331": Meaning("an output folder that cannot be used", "输出文件夹不可用"),
    # rendering
    "E401": Meaning("a template asks for something that is not there", "模板引用了不存在的内容"),
    "E402": Meaning("a report took too long or too much memory", "报告生成超时或超出内存"),
    "E403": Meaning("a worker process could not be started", "无法启动工作进程"),
    "W421": Meaning("characters that the fonts do not have", "字体中没有的字符"),
    "E422": Meaning("a font file is missing or broken", "缺少字体文件，或字体文件损坏"),
    "W423": Meaning("the PDF renderer warned of a template or style sheet", "排版程序对模板或样式表给出警告"),
    "W424": Meaning(
        "a report is longer than its pages even with its lists at their shortest",
        "列表已缩到最短，报告仍超过页数上限",
    ),
    # writing
    "E501": Meaning("the disk is full", "磁盘已满"),
    "E502": Meaning("writing failed", "写入失败"),
    "E503": Meaning("the output folder cannot be written", "输出文件夹不可写"),
    "E504": Meaning("somebody else published at the same time", "他人同时发布"),
    "E506": Meaning("a place that cannot be published to", "无法发布到该位置"),
    "E507": Meaning("a published file that was altered or is lost", "已发布的文件被改动或丢失"),
    "E511": Meaning("a ledger that was changed, or cannot be read or written", "台账被改动，或无法读写"),
    "E512": Meaning("a file of a closed period that was altered or is lost", "已关账期间的文件被改动或丢失"),
    "E513": Meaning("what the inputs give is not what was written", "由输入重新得出的内容与已写出的不同"),
    # mail
    "E601": Meaning("the mail server cannot be reached or takes nothing", "邮件服务器无法连接或拒收"),
    "E602": Meaning("the mail server refused the login", "邮件服务器拒绝登录"),
    "E603": Meaning("no encrypted connection to a server that can be trusted", "无法与可信的服务器加密连接"),
    "E604": Meaning("the journal of what was sent is lost or was altered", "发送日志丢失或被改动"),
    "E605": Meaning("a line break or control character in a header", "邮件头中有换行或控制字符"),
    "E606": Meaning("an address that the mail server cannot take", "邮件服务器不支持该地址"),
    "E607": Meaning("mail that links to pages that are not published", "邮件所链接的页面尚未发布"),
    "E608": Meaning(
        "a message that the mail server, or the limit of size, refused", "邮件被服务器拒收，或超过大小上限"
    ),
    "E609": Meaning("mail that nobody approved as it is now", "邮件计划未经批准，或批准后有改动"),
    "E610": Meaning("a message that may have been delivered or not", "邮件是否送达不明，已搁置待人工确认"),
    "W611": Meaning("somebody who gets no mail", "有人收不到邮件"),
    # confidentiality
    "E701": Meaning("a finished file holds what its audience may not see", "成品文件含有其读者无权看到的内容"),
    "E702": Meaning("a file that cannot be read back, or of no audience", "成品文件无法读回，或不属于任何读者"),
    "W703": Meaning(
        "names that are ordinary words; the leak gate passes them", "名称与日常用语相同，泄密检查不查找"
    ),
}
