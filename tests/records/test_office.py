"""What is wrong with the office's own files is told with line and cure, all of it at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import SOUND, project, read_content

DUTIES = [
    (
        "rules:\n  - name: 学习\n    who: unit\n    counts: [学习]\n    per: 季度\n    from: 2025\n",
        "content/duties.yml:3: who（管谁）写的是「unit」\n    改法：改成「units」；可写：members、units、studios\n"
        "content/duties.yml:5: per（每多久）写的是「季度」\n    改法：改成「quarter」；可写：year、half、quarter、month、week",
    ),
    (
        "rules:\n  - name: 学习\n    who: units\n    of: [beisy]\n    counts: [学习培顺]\n    per: year\n    from: 2025\n",
        "content/duties.yml:4: 机构「beisy」不存在\n    改法：改成「beisu」（北宿镇政协联络室）\n"
        "content/duties.yml:5: 履职统计里没有「学习培顺」这一项\n    改法：改成「学习培训」",
    ),
    (
        "presets: [{name: jinhe, from: 2025}]\n",
        "content/duties.yml:1: 没有名为「jinhe」的规则集\n    改法：改成「jinghe」；现成的规则集有：jinghe、x-city",
    ),
    (
        "rule: [学习]\n",
        "content/duties.yml:1: 不认识的键「rule」\n    改法：改成「rules」（规则）",
    ),
    (
        "rules:\n  - who: members\n    counts: [微建议]\n    per: year\n    from: 明年\n",
        "content/duties.yml:2: 缺少 name（规则）\n    改法：加上一行，例如 name: 每位委员每年至少反映一条社情民意\n"
        "content/duties.yml:5: from（从哪天起）「明年」不是日期\n"
        "    改法：写成 2020-06-01、2020-06、2020 或 202X（年份末位不知道时）；不知道就不写到那一位",
    ),
]
SUMMARIES = [
    (
        "summaries:\n  - unit: beisu\n    period: 2025年\n    source: 年度总结\n    sentences:\n      - 开会{主席会议}次\n",
        "content/summaries.yml:3: period（年份）「2025年」不是年份\n    改法：写成 2020，来源隐去末位的写 202X",
    ),
    (
        "summaries:\n  - unit: beisu\n    period: 2025\n    source: 年度总结\n    sentences:\n      - 开会{主席会}次\n      - 开会X次\n",
        "content/summaries.yml:6: 履职统计里没有「主席会」这一项\n    改法：改成「主席会议」\n"
        "content/summaries.yml:7: 这一句没有要对照的数\n"
        "    改法：把原文里空着的数改成花括号里的项目名，例如 主席会议{主席会议}次；没有对应的写 {?}",
    ),
]


def told(root: Path, name: str, text: str) -> str:
    return "\n".join(map(str, read_content(project(root, {**SOUND, name: text})).problems))


@pytest.mark.parametrize(("text", "said"), DUTIES)
def test_a_rule_of_duty_that_is_wrong_is_told_with_its_cure(text: str, said: str, tmp_path: Path) -> None:
    assert told(tmp_path, "duties.yml", text) == said


@pytest.mark.parametrize(("text", "said"), SUMMARIES)
def test_a_sentence_that_is_wrong_is_told_with_its_cure(text: str, said: str, tmp_path: Path) -> None:
    assert told(tmp_path, "summaries.yml", text) == said


def test_an_office_needs_neither_file(tmp_path: Path) -> None:
    office = read_content(project(tmp_path)).portal.office
    assert (office.duties, office.summaries) == (None, None)
