"""Rules about a file itself: what it is, who wrote it, and what it carries along."""

from __future__ import annotations

from cppcc_portal.foundation.problems import Severity
from cppcc_portal.guards.finding import Rule

_OPEN = "《政府信息公开条例》第十五条；《个人信息保护法》第四条"
RULES = (
    Rule(
        "file-author",
        "写文件的人的姓名",
        _OPEN,
        "在办公软件里打开文件，「文件 → 信息 → 检查文档」删去属性和个人信息，再存一次",
        Severity.REMINDER,
    ),
    Rule(
        "file-hidden",
        "读者看不见而文件里还有的内容",
        _OPEN,
        "取消隐藏，看过以后删去不公开的内容",
        Severity.REMINDER,
        is_shown=True,
    ),
    Rule(
        "file-macro",
        "宏或脚本",
        "《网络安全法》第四十八条（不得设置恶意程序）；政府网站发展指引（国办发〔2017〕47号）",
        "另存为不带宏的格式，PDF 重新打印一份",
        is_shown=True,
    ),
    Rule(
        "file-not-its-ending",
        "和扩展名不符的内容",
        "政府网站发展指引（国办发〔2017〕47号）",
        "用原来的软件打开，另存为扩展名所说的格式",
        is_shown=True,
    ),
    Rule(
        "file-unreadable",
        "检查看不到的内容（加了密码、坏了、嵌套太深或太大）",
        "政府网站发展指引（国办发〔2017〕47号）",
        "去掉密码，或重新导出一份；确认里面没有不公开的内容后可以放行",
        Severity.REMINDER,
        is_shown=True,
    ),
    Rule(
        "built-internal-title",
        "内部记录的标题（生成的网站里）",
        "《政府信息公开条例》第十四条、第十六条；记录里的 disclosure: 内部",
        "不要发布这一份网站；看是哪条公开的记录、页面或附件写了这个标题，删去后重新生成",
        is_shown=True,
    ),
)
