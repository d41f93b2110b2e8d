"""Member (委员): a person who serves, with every term (届) kept and none overwritten."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, ClassVar, Literal

from cppcc_portal.foundation.names import stroke_key
from cppcc_portal.records.fields import Date, Line, OneOf, Part, Picture, Read, Text, UnreadableError, Written, YesNo
from cppcc_portal.records.model import Field
from cppcc_portal.records.record import COMMON_RULES, Kind, Record, Wrong


def _birth_year(value: Any) -> Any:
    if isinstance(value, str) and not re.fullmatch(r"(19|20)\d\d", value):
        if re.match(r"(19|20)\d\d\D", value):
            cure = f"只写年份：birth_year: {value[:4]}；完整的出生日期是个人信息"
        else:
            cure = "写成四位年份，例如 1968；不知道就删去这一行"
        raise UnreadableError(f"写的是「{value[:20]}」，不是可用的出生年份", cure)
    return value


BirthYear = Annotated[str, Read(_birth_year), Written("四位年份；不写月日", "1968")]


class Photo(Part):
    """A portrait (照片), with consent (本人同意) on record."""

    src: Picture = Field(title="照片文件", examples=["wang-deqing.jpg"])
    alt: Line = Field(title="照片说明", examples=["王德清在村民家中"])
    credit: Line = Field(title="摄影或供图", examples=["本人提供"])
    consent: YesNo = Field(title="本人同意公开")


class Term(Part):
    """One term (届) of one member: the post (role) and what the source says of sector and committees."""

    term: Annotated[str, OneOf("terms")] = Field(title="届", examples=["第五届"])
    role: Annotated[str, OneOf("member_roles")] = Field(title="职务", examples=["委员"])
    sector: Annotated[str, OneOf("sectors")] | None = Field(None, title="界别", examples=["农业界"])
    committees: tuple[Annotated[str, OneOf("committees")], ...] = Field((), title="专门委员会", examples=["提案委员会"])
    org_title: Line | None = Field(None, title="单位及职务", examples=["某合作社理事长"])
    start: Date | None = Field(None, title="开始")
    end: Date | None = Field(None, title="结束")
    end_reason: Line | None = Field(None, title="结束原因", examples=["届满"])


class Member(Record):
    """A member (委员). Nothing private is asked for; what the source does not say stays out."""

    _without: ClassVar[Mapping[str, str]] = {
        "author": "删去这一行；写简介的人不署名",
        "cover": "委员的照片写在 photo 里，还要写 consent: true（本人同意公开）",
        "members": "删去这一行；同机构的委员会自己列出",
        "session": "删去这一行；届次写在 terms 里，例如 terms: [{term: 第五届, role: 委员}]",
    }

    title: Line = Field(title="姓名", examples=["王德清"], key="name")
    pinyin: Line | None = Field(None, title="拼音（默认读音不对时写）", examples=["Shan Xiaoyun"])
    sort_strokes: Line | None = Field(None, title="笔顺（生僻字排序用，横竖撇点折 1–5）", examples=["1234 251"])
    gender: Literal["男", "女"] | None = Field(None, title="性别")
    ethnicity: Line | None = Field(None, title="民族", examples=["汉族"])
    birth_year: BirthYear | None = Field(None, title="出生年份")
    party: Line | None = Field(None, title="党派", examples=["中国民主同盟"])
    photo: Photo | None = Field(None, title="照片")
    bio: Text | None = Field(None, title="简介", examples=["北宿镇政协委员，长期从事水利工作。"])
    expertise: tuple[Line, ...] = Field((), title="专长", examples=["农田水利"])
    terms: tuple[Term, ...] = Field((), title="届次与职务")

    def facets(self) -> tuple[tuple[str, str], ...]:
        """Sectors, committees and terms, where they are known."""
        found = [("sector", term.sector) for term in self.terms if term.sector]
        found += [("committee", name) for term in self.terms for name in term.committees]
        found += [("term", term.term) for term in self.terms]
        return tuple(dict.fromkeys(found))

    @property
    def people(self) -> tuple[str, ...]:
        """The member itself."""
        return (self.id,)


_PRIVATE = {
    "id_number": "身份证号",
    "idcard": "身份证号",
    "phone": "电话",
    "mobile": "手机号",
    "tel": "电话",
    "address": "住址",
    "home_address": "住址",
    "email": "私人邮箱",
    "wechat": "微信号",
    "birthday": "出生日期",
    "birth_date": "出生日期",
}


def nothing_private_is_written(fields: Mapping[str, Any]) -> Iterator[Wrong]:
    """Id numbers, phones, addresses, private e-mail and full birth dates never enter a record (个人信息保护法)."""
    labels = dict.fromkeys(_PRIVATE.values(), "") | _PRIVATE
    for key in fields:
        if key not in labels:
            continue
        cure = "删去这一行；已经交给别人或上传过的，请技术人员把它从历史里清除"
        if "出生日期" in (key, labels[key]):
            cure = "删去这一行；只需要出生年份时写 birth_year: 年份"
        shown = f"{key}（{labels[key]}）" if labels[key] else key
        yield Wrong((key,), f"{shown}是个人信息，不能写进记录", cure)


def a_photo_needs_consent(fields: Mapping[str, Any]) -> Iterator[Wrong]:
    """A portrait is shown only with the member's consent (民法典 第一千零一十九条)."""
    photo = fields.get("photo")
    if isinstance(photo, dict) and str(photo.get("consent")).lower() in ("false", "否", "no"):
        yield Wrong(("photo", "consent"), "本人没有同意公开照片", "删去 photo，页面会显示姓氏印章")


def strokes_fit_the_name(fields: Mapping[str, Any]) -> Iterator[Wrong]:
    """Strokes (笔顺) are digits from 1 to 5, a group for each character that needs them or for every character."""
    name, written = fields.get("name"), fields.get("sort_strokes")
    if not isinstance(name, str) or not isinstance(written, str):
        return
    try:
        stroke_key(name, written)
    except ValueError:
        cure = "每个字写一组 1 到 5 的数字，各组用空格隔开：只写笔画表里没有的字，或姓名的每个字都写；没有生僻字就删去"
        yield Wrong(("sort_strokes",), f"笔顺写的是「{written[:40]}」，和姓名「{name[:20]}」的字对不上", cure)


KIND = Kind(
    "member",
    "members",
    "委员",
    Member,
    (*COMMON_RULES, nothing_private_is_written, a_photo_needs_consent, strokes_fit_the_name),
)
