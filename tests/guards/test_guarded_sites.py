"""The guards on a whole site: what is told where, what is public, what was let pass and what stays inside."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from cppcc_portal.commands import main
from cppcc_portal.content import Content
from tests.builders import ACTIVITY, HISTORY, NOTICE, PROPOSAL, SOUND, UNIT, project, read_content

MOBILE = "16012345678"
SITE = "name: 虚构政协\nauthority: example.org,2026\ncontact:\n  phone: 0329-6212345\n  email: bgs@xugou.gov.cn\n"
VISIT = "activities/2025/visit.md"


def written(record: str, text: str = "", head: str = "") -> str:
    """Return a record with more text and more lines in its head."""
    # The same title on the same day would be a record that was filed twice.
    before, _, after = record.replace("调研通村公路", "走访三个村").rpartition("---\n")
    return f"{before}{head}---\n{after}\n{text}\n"


def read(root: Path, text: str = "", head: str = "", more: dict[str, str] | None = None) -> Content:
    files = {**SOUND, VISIT: written(ACTIVITY, text, head), **(more or {})}
    return read_content(project(root, files, SITE))


def told(content: Content) -> list[tuple[str, int, str, bool]]:
    return [(one.path, one.line, one.rule, one.is_error) for one in content.problems if one.rule]


def line_of(text: str, head: str = "") -> int:
    return written(ACTIVITY, text, head).split("\n").index(text) + 1


def test_what_is_sound_trips_nothing(tmp_path: Path) -> None:
    content = read(tmp_path, "全年走访 26 户。")
    assert told(content) == []
    assert content.silenced == ()


def test_a_number_is_told_on_its_line_and_without_its_middle(tmp_path: Path) -> None:
    text = f"有事请打{MOBILE}。"
    content = read(tmp_path, text)
    (problem,) = (one for one in content.problems if one.rule)
    assert (problem.path, problem.line, problem.column) == (f"content/{VISIT}", line_of(text), 5)
    assert problem.what == "这里有手机号（160…78）"
    assert "个人信息保护法" in problem.cure and "personal-mobile" in problem.cure
    assert MOBILE not in str(problem)
    assert content.has_errors


@pytest.mark.parametrize("key", ["title", "summary", "source_url", "aliases", "# 备注"])
def test_every_line_of_a_head_is_looked_at(tmp_path: Path, key: str) -> None:
    content = read(tmp_path, head=f"{key}: 'https://example.org/?tel={MOBILE}'\n")
    assert "personal-mobile" in {one.rule for one in content.problems}


def test_published_contacts_may_stand_everywhere(tmp_path: Path) -> None:
    text = "电话 0329-6212345 或 6212345，邮箱 bgs@xugou.gov.cn。"
    assert told(read(tmp_path, text)) == []
    other = "电话 0329-6212346。"
    assert told(read(tmp_path, other)) == [(f"content/{VISIT}", line_of(other), "personal-landline", False)]


def test_what_a_unit_says_of_itself_is_public_for_all(tmp_path: Path) -> None:
    unit = {"units/beisu.md": written(UNIT, "电话：0329-7654321")}
    assert told(read(tmp_path, "请拨打 0329-7654321。", more=unit)) == []
    mobile = {"units/beisu.md": written(UNIT, f"电话：{MOBILE}")}
    assert [one[2] for one in told(read(tmp_path / "b", more=mobile))] == ["personal-mobile"]


def test_a_finding_is_let_pass_with_a_reason_and_reported(tmp_path: Path) -> None:
    content = read(tmp_path, f"拨打{MOBILE}。", "# 放行 personal-mobile …5678：便民手机，机主书面同意\n")
    assert told(content) == []
    (silenced,) = content.silenced
    assert (silenced.rule, silenced.cure) == ("personal-mobile", "便民手机，机主书面同意")
    again = read_content(project(tmp_path, SOUND, SITE))
    assert again.silenced == content.silenced, "what was let pass is told each time"


def test_a_line_lets_one_value_pass_and_no_other(tmp_path: Path) -> None:
    head = "# 放行 personal-mobile 5678：便民手机\n"
    content = read(tmp_path, f"拨打{MOBILE}或16012345679。", head)
    assert [one[2] for one in told(content)] == ["personal-mobile"]


@pytest.mark.parametrize(
    ("line", "what", "is_error"),
    [
        ("# 放行 personal-mobile 5678", "这一行放行读不懂", True),
        ("# 放行 personal-mobil 5678：理由", "没有名为「personal-mobil」的规则", True),
        ("# 放行 personal-mobile 9999：理由", "放行的「9999」（personal-mobile）没有查到", False),
    ],
)
def test_a_line_that_lets_nothing_pass_is_told(tmp_path: Path, line: str, what: str, is_error: bool) -> None:
    content = read(tmp_path, "正文。", f"{line}\n")
    assert [(one.what, one.is_error) for one in content.problems if "放行" in one.what or "规则" in one.what] == [
        (what, is_error)
    ]


def test_a_text_cannot_let_itself_pass(tmp_path: Path) -> None:
    content = read(tmp_path, f"拨打{MOBILE}。\n\n```\n# 放行 personal-mobile 5678：理由\n```")
    assert [one[2] for one in told(content)] == ["personal-mobile"]


def test_the_site_says_how_severe_a_rule_is(tmp_path: Path) -> None:
    policy = {"_guards.yml": "severity:\n  personal-mobile: 提醒\n  personal-landline: 不查\n"}
    content = read(tmp_path, f"拨打{MOBILE}或 0329-7654321。", more=policy)
    assert [one[2:] for one in told(content)] == [("personal-mobile", False)]


def test_a_mark_of_secrecy_stays_an_error(tmp_path: Path) -> None:
    content = read(tmp_path, "秘密★5年", more={"_guards.yml": "severity: {secret-level: 不查}\n"})
    assert [one[2:] for one in told(content)] == [("secret-level", True)]
    assert any(one.what == "密级标志不能改成提醒或不查" for one in content.problems)


@pytest.mark.parametrize(
    ("policy", "what"),
    [
        ("severty: {a: b}\n", "不认识的键「severty」"),
        ("severity: {personal-mobil: 提醒}\n", "没有名为「personal-mobil」的规则"),
        ("severity: {personal-mobile: 警告}\n", "「警告」不是轻重"),
        ("document_numbers: 虚政办密\n", "document_numbers 应是列表"),
        ("silenced: [{file: a}]\n", "放行要写 file、rule、piece、reason 四项"),
        ("silenced: [{file: content/a.pdf, rule: personal-mobile, piece: '5678', reason: 公开}]\n", "不在网站里"),
        ("severity: [\n", ""),
    ],
)
def test_a_policy_that_cannot_hold_is_told(tmp_path: Path, policy: str, what: str) -> None:
    content = read(tmp_path, more={"_guards.yml": policy})
    assert any(what in one.what and one.path == "content/_guards.yml" for one in content.problems)


def test_only_listed_document_numbers_are_told(tmp_path: Path) -> None:
    text = "依据虚政办密〔2026〕3号和虚政办发〔2026〕3号。"
    policy = {"_guards.yml": "document_numbers:\n  - 虚政办密[2026]\n"}
    assert [one[2] for one in told(read(tmp_path, text, more=policy))] == ["secret-document-number"]
    assert told(read(tmp_path / "b", text)) == []


def test_other_texts_of_the_site_are_looked_at(tmp_path: Path) -> None:
    more = {"ledger/2026.csv": f"委员,日期,件数\n{MOBILE},2026-01,1\n", "duties.yml": f"# 电话 {MOBILE}\n"}
    paths = {one[0] for one in told(read(tmp_path, more=more))}
    assert paths == {"content/ledger/2026.csv", "content/duties.yml"}


def test_what_stays_inside_may_say_so(tmp_path: Path) -> None:
    inside = written(ACTIVITY, f"（内部资料，注意保存）\n\n{MOBILE}", "disclosure: 内部\n")
    assert [one[2:] for one in told(read(tmp_path, more={"activities/2025/inside.md": inside}))] == [
        ("personal-mobile", False)
    ]
    classified = written(ACTIVITY, "机密★2年", "disclosure: 内部\n")
    assert [one[2:] for one in told(read(tmp_path / "b", more={"activities/2025/inside.md": classified}))] == [
        ("secret-level", True)
    ]


def test_replies_to_proposals_bring_no_contact_along(tmp_path: Path) -> None:
    text = "联系电话：0329-7654321，bgs@jia.xugou.cn"
    proposal = {"proposals/2024/x-5-4-012.md": written(PROPOSAL, text)}
    strict = {one[2]: one[3] for one in told(read(tmp_path, more=proposal))}
    assert strict == {"personal-landline": True, "office-email": True}
    assert [one[3] for one in told(read(tmp_path / "b", more={"notices/call.md": written(NOTICE, text)}))] == [
        False,
        False,
    ]


def test_history_may_tell_days_of_birth(tmp_path: Path) -> None:
    text = "出生于1926年2月3日"
    content = read(tmp_path, text, more={"history/canal.md": written(HISTORY, text)})
    assert {one[0]: one[3] for one in told(content)} == {f"content/{VISIT}": True, "content/history/canal.md": False}


def test_the_name_of_a_file_is_looked_at(tmp_path: Path) -> None:
    content = read(tmp_path, more={f"activities/2025/zhao-{MOBILE}.md": ACTIVITY})
    (problem,) = (one for one in content.problems if one.rule)
    assert problem.what == "文件名里有手机号（160…78）"


def test_a_hand_written_page_is_looked_at_once(tmp_path: Path) -> None:
    made = project(tmp_path, SOUND, SITE)
    page = tmp_path / "site_src" / "about" / "index.md"
    page.parent.mkdir(parents=True)
    page.write_text(f"# 关于\n\n<!-- {MOBILE} -->\n", "utf-8")
    (tmp_path / "mkdocs.yml").write_text("site_name: 虚构政协\ndocs_dir: site_src\n", "utf-8")
    run = CliRunner().invoke(main, ["check", "-C", str(tmp_path), "--format", "json"])
    assert run.exit_code == 1
    found = [
        (one["path"], one["line"], one["rule"])
        for one in json.loads(run.output)["problems"]
        if one["rule"] != "content"
    ]
    assert found == [("site_src/about/index.md", 3, "personal-mobile")]
    page.write_text(f"# 关于\n\n<!-- 放行 personal-mobile 5678：公开 -->\n\n{MOBILE}\n", "utf-8")
    again = CliRunner().invoke(main, ["check", "-C", str(tmp_path)])
    assert again.exit_code == 0, again.output
    assert "按写明的理由放行了 1 处" in again.output
    made.store.close()


def report(root: Path, form: str) -> str:
    project(
        root,
        {
            **SOUND,
            VISIT: written(ACTIVITY, f"拨打{MOBILE}。\n\n拨打16012345679。", "# 放行 personal-mobile 5679：公开\n"),
        },
        SITE,
    )
    return CliRunner().invoke(main, ["check", "-C", str(root), "--format", form]).output


def test_a_report_for_programs_tells_rule_authority_place_and_reason(tmp_path: Path) -> None:
    said = json.loads(report(tmp_path, "json"))
    (problem,), (silenced,) = said["problems"], said["silenced"]
    assert (problem["rule"], problem["severity"], problem["path"]) == ("personal-mobile", "error", f"content/{VISIT}")
    assert "个人信息保护法" in problem["authority"] and problem["cure"] and problem["column"] == 3
    assert (silenced["rule"], silenced["reason"]) == ("personal-mobile", "公开")


def test_sarif_knows_every_rule_and_what_was_suppressed(tmp_path: Path) -> None:
    (run,) = json.loads(report(tmp_path, "sarif"))["runs"]
    rules = {one["id"] for one in run["tool"]["driver"]["rules"]}
    assert {one["ruleId"] for one in run["results"]} <= rules
    assert [len(one.get("suppressions", [])) for one in run["results"]] == [0, 1]
    assert run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == f"content/{VISIT}"


def test_github_shows_a_finding_beside_its_line(tmp_path: Path) -> None:
    first, second = report(tmp_path, "github").strip().split("\n")
    assert first.startswith(f"::error file=content/{VISIT},line=") and "title=personal-mobile::" in first
    assert second.startswith("::notice ") and "%0A" in second
