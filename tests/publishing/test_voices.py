"""Plans, suggestions, opinions and recommendations on the pages of a small world: what they say, and that counts are true."""

from __future__ import annotations

import pytest
from lxml import html
from worlds import activity, plain_build, plan_topic, suggestion, tree, world, write

Site = dict[str, bytes]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A world with a plan of three topics, suggestions of two results and recommendations of three states."""
    root = tmp_path_factory.mktemp("voices")
    files = world()
    files["plans/roads.md"] = plan_topic(
        "农村公路", unit="east", no="2", schedule="2021-01/2021-03", state="筹备", lead="未载"
    )
    files["plans/old.md"] = plan_topic("老城改造", year="2020", schedule="未载", state="取消", adjusted="并入规划")
    files["suggestions/bin.md"] = suggestion(
        "加垃圾桶", result="已解决", reply="已加两个", replied="2021-06", settled="2021-07", members=["wang-yi"]
    )
    files["activities/late.md"] = activity(
        "看水厂",
        date="2021-09-05",
        plan_topic=["water"],
        recommendations="  - text: 修水厂\n    progress: [{state: 办理中, date: 2021-10}, {state: 已采纳, by: 镇政府}]\n  - text: 换水管",
    )
    write(root, files)
    plain_build(root, root / "site")
    return tree(root / "site")


def page(site: Site, address: str) -> html.HtmlElement:
    return html.fromstring(site[f"{address}index.html"].decode())


def words(element: html.HtmlElement) -> str:
    return " ".join(" ".join(element.itertext()).split())


def test_a_plan_has_the_five_prescribed_columns_and_the_state(site: Site) -> None:
    (table,) = page(site, "plans/").find_class("zx-plan")
    heads = [words(cell) for cell in table.iter("th")][:6]
    assert heads == ["议题", "实施程序", "组织形式", "时间安排", "牵头或负责单位", "进度"]


def test_a_plan_says_where_it_and_the_activities_do_not_agree(site: Site) -> None:
    water, roads = (words(row) for row in page(site, "plans/").find_class("zx-plan__row"))
    assert "比计划晚：计划2021年4月至6月，第一次活动在2021年9月5日" in water
    assert "计划的时间（2021年1月至3月）已过，还没有活动记录写明承办这个议题" in roads
    assert "未载" in roads and "尚无活动记录" in roads


def test_the_column_shows_the_newest_plan_and_leads_to_each_year(site: Site) -> None:
    links = page(site, "plans/").find_class("zx-plan-years__link")
    assert [(words(link), link.get("href")) for link in links] == [
        ("2021年 2 个议题", "../archive/plans/2021/"),
        ("2020年 1 个议题", "../archive/plans/2020/"),
    ]
    for year, count in (("2021", 2), ("2020", 1)):
        assert len(page(site, f"archive/plans/{year}/").find_class("zx-plan__row")) == count


def test_a_topic_leads_to_its_activities_and_results_and_they_lead_back(site: Site) -> None:
    topic = page(site, "plans/water/")
    hrefs = [link.get("href") for link in topic.iter("a")]
    assert {"../../activities/late/", "../../activities/study/", "../../achievements/canal/"} <= set(hrefs)
    assert "../../plans/water/" in site["activities/late/index.html"].decode()
    assert "../../plans/water/" in site["achievements/canal/index.html"].decode()


def test_the_way_of_a_topic_shows_only_what_is_known(site: Site) -> None:
    def stations(address: str) -> list[str]:
        return [words(one) for one in page(site, address).find_class("zx-chain")[0].find_class("zx-chain__station")]

    assert [one.split()[0] for one in stations("plans/roads/")] == [
        "计划",
        "筹备",
        "开展",
        "成果已报送",
        "采纳",
        "落实",
    ]
    assert [one.split()[0] for one in stations("plans/old/")] == ["计划", "取消"]
    assert stations("plans/water/")[1] == "已开展 已完成 2021年 9月5日"


def test_every_count_is_the_length_of_the_list_it_leads_to(site: Site) -> None:
    counted = 0
    for address in ("suggestions/", "recommendations/"):
        for link in page(site, address).find_class("zx-figures__link"):
            count = int(words(link.find_class("zx-figures__number")[0]))
            head = page(site, address).get_element_by_id(link.get("href").removeprefix("#"))
            section = next(one for one in head.iterancestors("section"))
            assert len(section.find_class("zx-suggestion") + section.find_class("zx-follow__item")) == count
            counted += 1
    for link in page(site, "plans/").find_class("zx-plan__count"):
        count = int(words(link).removeprefix("活动").removesuffix("次"))
        address, _, anchor = link.get("href").removeprefix("../").partition("#")
        head = page(site, address).get_element_by_id(anchor)
        assert len(head.getparent().find_class("zx-list__item")) == count
        counted += 1
    assert counted == 2 + 2 + 1


def test_a_recommendation_shows_the_way_it_came_and_no_station_that_nobody_told(site: Site) -> None:
    items = page(site, "activities/late/").find_class("zx-follow__item")
    assert [words(one).split()[0] for one in items[0].find_class("zx-chain__station")] == [
        "提出",
        "办理中",
        "已采纳",
        "落实",
    ]
    assert "镇政府" in words(items[0]) and "2021年 10月" in words(items[0])
    assert items[1].find_class("zx-chain") == []


def test_a_suggestion_shows_problem_handler_reply_and_result(site: Site) -> None:
    card = next(one for one in page(site, "suggestions/").find_class("zx-suggestion") if "加垃圾桶" in words(one))
    assert "反映 路坏了 承办 镇交通站 答复 已加两个 结果 已解决" in words(card)
    stations = [words(one).split()[0] for one in page(site, "suggestions/bin/").find_class("zx-chain__station")]
    assert stations == ["反映", "承办", "答复", "已解决"]


def test_a_member_s_page_lists_what_the_member_took_part_in_of_every_kind(site: Site) -> None:
    member = page(site, "members/wang-yi/")
    figures = {words(one.find_class("zx-figures__label")[0]): one for one in member.find_class("zx-figures__link")}
    assert words(figures["微建议"].find_class("zx-figures__number")[0]) == "1"
    head = member.get_element_by_id(figures["微建议"].get("href").removeprefix("#"))
    assert len(next(head.iterancestors("section")).find_class("zx-list__item")) == 1


@pytest.mark.parametrize("name", ["plans-2021", "suggestions-2021", "opinions-2021"])
def test_open_data_carries_each_kind(site: Site, name: str) -> None:
    head = site[f"data/{name}.csv"].decode("utf-8-sig").splitlines()[0]
    own = {"plans-2021": "schedule", "suggestions-2021": "handler", "opinions-2021": "result"}[name]
    assert own in head.split(",")


@pytest.mark.parametrize("folder", ["plans", "suggestions", "opinions"])
def test_each_kind_has_its_feed(site: Site, folder: str) -> None:
    assert site[f"feeds/{folder}.rss.xml"].count(b"<item>") >= 1
