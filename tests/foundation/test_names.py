"""The order of names by strokes, and their pinyin."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cppcc_portal.foundation.names import (
    initials,
    name_slug,
    pinyin,
    pinyin_initial,
    stroke_count,
    stroke_key,
    surname,
    title_slug,
    unknown_characters,
)

HAN = "一丁马王刘张陈陆姜伟凡仰欧阳司龘·䶮𬱖"
NAMES = st.text(HAN, min_size=1, max_size=4)


def by_strokes(*names: str) -> list[str]:
    return sorted(names, key=stroke_key)


@pytest.mark.parametrize(
    ("character", "count"),
    [
        ("一", 1), ("丁", 2), ("凡", 3), ("马", 3), ("王", 4), ("仰", 6), ("刘", 6), ("张", 7), ("姜", 9),
        ("黄", 11), ("戴", 17), ("魏", 17), ("瞿", 18), ("龘", 48),
    ],
)  # fmt: skip
def test_a_character_has_its_mainland_number_of_strokes(character: str, count: int) -> None:
    assert stroke_count(character) == count


@pytest.mark.parametrize(("character", "count"), [("陈", 7), ("陆", 7), ("邓", 4), ("郑", 8), ("阳", 6), ("隋", 11)])
def test_the_ear_radical_has_two_strokes(character: str, count: int) -> None:
    assert stroke_count(character) == count


def test_a_character_the_table_lacks_has_no_stroke_count() -> None:
    assert stroke_count("𬱖") is None


def test_fewer_strokes_in_the_surname_come_first() -> None:
    assert by_strokes("姜一", "张凡丽", "刘保猛", "王伟", "马龙", "丁鑫") == [
        "丁鑫", "马龙", "王伟", "刘保猛", "张凡丽", "姜一",
    ]  # fmt: skip


def test_equal_counts_are_ordered_by_the_strokes_heng_shu_pie_dian_zhe() -> None:
    # All of seven strokes; the first ones are 横横 (严), 横竖 (杜), 竖 (吴), 撇 (何), 点 (沈), 折横 (张), 折竖 (陈).
    assert by_strokes("陈甲", "张甲", "沈甲", "何甲", "吴甲", "杜甲", "严甲") == [
        "严甲", "杜甲", "吴甲", "何甲", "沈甲", "张甲", "陈甲",
    ]  # fmt: skip


def test_the_same_surname_is_ordered_by_the_next_character() -> None:
    assert by_strokes("张仰卫", "张凡丽") == ["张凡丽", "张仰卫"]


def test_the_same_first_two_characters_are_ordered_by_the_third() -> None:
    assert by_strokes("李国强", "李国平", "李国一") == ["李国一", "李国平", "李国强"]


def test_a_given_name_of_one_character_comes_before_longer_ones() -> None:
    assert by_strokes("王一一", "王伟", "王二") == ["王二", "王伟", "王一一"]


def test_a_given_name_of_one_character_comes_first_under_a_compound_surname_too() -> None:
    assert by_strokes("欧阳一一", "欧阳鑫") == ["欧阳鑫", "欧阳一一"]


def test_a_compound_surname_is_ordered_character_by_character() -> None:
    # 司 has five strokes and 田 (竖) comes before it (折); 欧 has eight.
    assert by_strokes("欧阳春", "司马光明", "田一", "司一") == ["田一", "司一", "司马光明", "欧阳春"]


def test_a_dot_and_blanks_in_a_name_do_not_count() -> None:
    assert stroke_key("买买提·吐尔逊")[:-1] == stroke_key("买买提吐尔逊")[:-1]
    assert stroke_key("王　伟")[:-1] == stroke_key("王伟")[:-1]


def test_surnames_stand_as_in_published_lists() -> None:
    surnames = "丁习马王尹石刘李何张陈赵袁黄蔡"
    backwards = surnames[::-1]
    assert "".join(sorted(backwards, key=stroke_key)) == surnames


def test_supplied_strokes_place_a_character_the_table_lacks() -> None:
    # 䶮 is 龙 over 天: nine strokes, 13534 1134, so between 赵 (12121 3434) and 钟 (31115 2512).
    placed = stroke_key("王䶮甲", "135341134")
    assert stroke_key("王赵甲") < placed < stroke_key("王钟甲")


@pytest.mark.parametrize("written", ["1121 135341134 25112", "1121-135341134-25112", " 135341134 "])
def test_strokes_may_be_supplied_for_the_missing_or_for_all_characters(written: str) -> None:
    assert stroke_key("王䶮甲", written) == stroke_key("王䶮甲", "135341134")


@pytest.mark.parametrize("written", ["136", "1 2", "一", "1--2", "1 2 3 4"])
def test_strokes_that_fit_no_character_are_refused(written: str) -> None:
    with pytest.raises(ValueError, match="stroke sequences"):
        stroke_key("王䶮甲", written)


def test_a_character_without_known_strokes_comes_last() -> None:
    assert by_strokes("𬱖一", "龘一") == ["龘一", "𬱖一"]


def test_the_characters_the_table_lacks_are_named_once_each() -> None:
    assert unknown_characters("𬱖䶮𬱖·王 伟") == ("𬱖", "䶮")
    assert unknown_characters("买买提·吐尔逊") == ()


@given(st.lists(NAMES, max_size=12))
def test_the_order_does_not_depend_on_the_order_given(names: list[str]) -> None:
    backwards = names[::-1]
    assert sorted(names, key=stroke_key) == sorted(backwards, key=stroke_key)


@given(NAMES, NAMES)
def test_different_names_have_different_places(one: str, other: str) -> None:
    assert (stroke_key(one) == stroke_key(other)) == (one == other)


@given(st.lists(NAMES, min_size=2, max_size=8))
def test_stroke_counts_of_the_first_characters_never_fall(names: list[str]) -> None:
    firsts = [stroke_key(name)[0][0] for name in sorted(names, key=stroke_key)]
    assert all(one <= other for one, other in pairwise(firsts))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("王德庆", "王"), ("欧阳春", "欧阳"), ("司马光明", "司马"), ("司马", "司"), ("万俟甲", "万俟"),
        ("买买提·吐尔逊", "买买提"), ("买买提•吐尔逊", "买买提"), ("王　伟", "王"), ("", ""),
    ],
)  # fmt: skip
def test_a_surname_is_recognised(name: str, expected: str) -> None:
    assert surname(name) == expected


@pytest.mark.parametrize(
    ("family", "expected"),
    [
        ("单", "Shan"), ("曾", "Zeng"), ("仇", "Qiu"), ("解", "Xie"), ("区", "Ou"), ("查", "Zha"), ("盖", "Ge"),
        ("缪", "Miao"), ("翟", "Zhai"), ("朴", "Piao"), ("任", "Ren"), ("华", "Hua"), ("尉迟", "Yuchi"),
        ("万俟", "Moqi"), ("长孙", "Zhangsun"), ("单于", "Chanyu"), ("乐", "Yue"), ("冼", "Xian"), ("吕", "Lü"),
    ],
)  # fmt: skip
def test_a_surname_is_read_as_a_surname(family: str, expected: str) -> None:
    assert pinyin(family + "立新") == f"{expected} Lixin"


def test_a_given_name_is_not_read_as_a_surname() -> None:
    assert pinyin("王查解") == "Wang Chajie"


def test_pinyin_has_no_tones_and_an_apostrophe_where_syllables_would_run_together() -> None:
    assert pinyin("王德庆") == "Wang Deqing"
    assert pinyin("吕西安") == "Lü Xi'an"
    assert pinyin("欧阳安") == "Ouyang An"


def test_the_parts_of_a_name_with_a_dot_are_words() -> None:
    assert pinyin("单买提·吐尔逊") == "Danmaiti Tu'erxun"


def test_written_pinyin_is_taken_as_it_stands() -> None:
    assert pinyin("买买提·吐尔逊", " Memet  Tursun ") == "Memet Tursun"
    assert pinyin("王德庆", "  ") == "Wang Deqing"


def test_a_name_becomes_an_ascii_id() -> None:
    assert name_slug("王德庆") == "wang-deqing"
    assert name_slug("吕西安") == "lyu-xian"
    assert name_slug("买买提·吐尔逊", "Memet Tursun") == "memet-tursun"
    assert name_slug("甲", "Lǚ Déqīng") == "lyu-deqing"


def test_a_name_without_letters_has_no_id() -> None:
    with pytest.raises(ValueError, match="no letter"):
        name_slug("·")


def test_a_name_is_looked_up_by_its_initials() -> None:
    assert initials("王德庆") == "wdq"
    assert initials("欧阳春") == "oyc"
    assert initials("吕西安") == "lxa"


@pytest.mark.parametrize(
    ("written", "expected"),
    [("Wang Deqing", "wdq"), ("Lǚ Xī'ān", "lxa"), ("Zhang Fangan", "zfg"), ("Memet Tursun", "mt"), (" ", "wdq")],
)
def test_initials_follow_the_written_pinyin(written: str, expected: str) -> None:
    assert initials("王德庆", written) == expected


def test_the_pinyin_directory_lists_a_name_under_its_first_letter() -> None:
    assert pinyin_initial("单立新") == "S"
    assert pinyin_initial("区立新", "Qu Lixin") == "Q"
    assert pinyin_initial("𬱖一") == "#"


def test_a_title_becomes_an_ascii_id() -> None:
    assert title_slug("长江保护：委员长谈重庆COP１５") == "chang-jiang-bao-hu-wei-yuan-zhang-tan-chong-qing-cop15"


@given(st.text("长江区长重庆 COP15，𬱖", min_size=1, max_size=80), st.integers(6, 60))
def test_an_id_is_ascii_and_no_longer_than_asked(title: str, longest: int) -> None:
    slug = title_slug("政" + title, longest)
    assert slug.isascii() and len(slug) <= longest and not slug.endswith("-")


def test_a_long_title_ends_at_a_whole_syllable() -> None:
    assert title_slug("政协委员", 12) == "zheng-xie"


def test_a_title_without_letters_has_no_id() -> None:
    with pytest.raises(ValueError, match="no letter"):
        title_slug("——！")
