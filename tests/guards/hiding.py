"""What is attached: office documents, PDF, OFD, archives, sound and text, each with something hidden in one place of it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle

from tests.guards import ooxml, pdf
from tests.guards.planted import Hidden, Planted
from tests.guards.redteam import FILLER, Hiding

HERE = "content/documents/2026/"
OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def attachments() -> Iterator[Planted]:
    """Yield every attachment of the project."""
    hiding = Hiding()
    hiding.inventor.random.seed(7)
    sorts = cycle(("personal-id-number", "personal-mobile", "personal-bank-card", "personal-address", "personal-email"))

    def one(place: str, sort: str | None = None) -> tuple[str, Hidden]:
        sort = sort or next(sorts)
        value = hiding.plain(sort)
        return value, Hidden(sort, value, place)

    def file(name: str, data: bytes, *hidden: Hidden) -> Planted:
        return Planted(HERE + name, data, hidden)

    yield from _word(file, one)
    yield from _sheets(file, one)
    yield from _slides(file, one)
    yield from _pdf(file, one)
    yield from _others(file, one)


def _word(file, one) -> Iterator[Planted]:  # type: ignore[no-untyped-def]
    many = [one("docx 正文", sort) for sort in ("personal-id-number", "personal-mobile", "personal-bank-card", "personal-wechat", "personal-qq", "personal-passport", "personal-travel-permit", "personal-plate", "personal-landline", "personal-birth-date", "personal-name-beside")]  # fmt: skip
    before = ("", "", "", "微信号：", "QQ：", "护照号 ", "港澳通行证 ", "车牌 ", "座机 ", "出生于", "贫困户")
    body = "".join(ooxml.paragraph(FILLER, told + value) for told, (value, _) in zip(before, many, strict=True))
    yield file("body.docx", ooxml.document(body), *(hidden for _, hidden in many))
    value, hidden = one("docx 表格")
    table = f"<w:tbl><w:tr><w:tc>{ooxml.paragraph('情况')}</w:tc><w:tc>{ooxml.paragraph(value)}</w:tc></w:tr></w:tbl>"
    value, two = one("docx 一个号码分成几段格式", "personal-id-number")
    split = ooxml.paragraph(value[:4], value[4:9], value[9:])
    yield file("table.docx", ooxml.document(table + split), hidden, two)
    parts, found = {}, []
    for name, root in (("header1", "hdr"), ("footer1", "ftr"), ("footnotes", "footnotes"), ("endnotes", "endnotes"), ("comments", "comments")):  # fmt: skip
        value, hidden = one(f"docx {name}")
        parts[f"word/{name}.xml"] = ooxml.part(root, ooxml.paragraph(value))
        found.append(hidden)
    yield file("parts.docx", ooxml.document(ooxml.paragraph(FILLER), parts), *found)
    value, hidden = one("docx 修订删去的文字", "personal-id-number")
    deleted = f'<w:p><w:del w:author="赵虚构"><w:r><w:delText>{value}</w:delText></w:r></w:del></w:p>'
    value, two = one("docx 隐藏文字")
    vanished = f"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{value}</w:t></w:r></w:p>"
    author = Hidden("file-author", "赵虚构", "docx 修订人")
    yield file("tracked.docx", ooxml.document(deleted + vanished + ooxml.paragraph(FILLER)), hidden, two, author)
    value, hidden = one("docx 域代码")
    field = f"<w:p><w:r><w:instrText>HYPERLINK &quot;https://example.org/{value}&quot;</w:instrText></w:r></w:p>"
    value, two = one("docx 图片说明")
    drawing = f'<w:p><w:r><w:drawing><wp:docPr xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" id="1" name="图1" descr="{value}"/></w:drawing></w:r></w:p>'  # fmt: skip
    value, three = one("docx 链接地址", "personal-mobile")
    links = f'{ooxml.DECLARED}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="h" Target="tel:{value}" TargetMode="External"/></Relationships>'  # fmt: skip
    parts = {"word/_rels/document.xml.rels": links}
    yield file("fields.docx", ooxml.document(field + drawing, parts), hidden, two, three)
    value, hidden = one("docx 属性里的说明")
    people = (Hidden("file-author", "钱无名", "docx 作者"), Hidden("file-author", "孙不存", "docx 最后修改人"))
    parts = {"docProps/core.xml": ooxml.core("钱无名", "孙不存", value)}
    value, two = one("docx 自定义属性")
    parts["docProps/custom.xml"] = f'<Properties xmlns:vt="v"><property name="a"><vt:lpwstr>{value}</vt:lpwstr></property></Properties>'  # fmt: skip
    yield file("properties.docx", ooxml.document(ooxml.paragraph(FILLER), parts), hidden, two, *people)
    value, hidden = one("docx 文档变量")
    parts = {"word/settings.xml": ooxml.part("settings", f'<w:docVars><w:docVar w:name="a" w:val="{value}"/></w:docVars>')}  # fmt: skip
    value, two = one("docx 嵌入的表格")
    parts["word/embeddings/sheet.xlsx"] = ooxml.workbook({"表": ooxml.rows(value)})
    macro = Hidden("file-macro", "vbaProject.bin", "docx 宏")
    value, three = one("docx 宏里的文字", "personal-mobile")
    parts["word/vbaProject.bin"] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 64 + f"Const TEL={value}\r".encode()
    yield file("inside.docx", ooxml.document(ooxml.paragraph(FILLER), parts), hidden, two, macro, three)
    mark = Hidden("secret-level", "秘密★3年", "docx 版头")
    secret = ooxml.paragraph("秘密", "★", "3年") + ooxml.paragraph("虚构县政协文件")
    two = Hidden("secret-internal", "内部资料 注意保存", "docx 页眉")
    parts = {"word/header1.xml": ooxml.part("hdr", ooxml.paragraph("内部资料 注意保存"))}
    yield file("secret.docx", ooxml.document(secret, parts), mark, two)


def _sheets(file, one) -> Iterator[Planted]:  # type: ignore[no-untyped-def]
    (a, first), (b, second), (c, third) = (one(f"xlsx {place}") for place in ("单元格", "隐藏表", "深度隐藏表"))
    book = ooxml.workbook({"表一": ooxml.rows(a), "表二": ooxml.rows(b), "表三": ooxml.rows(c)}, states={"表二": "hidden", "表三": "veryHidden"})  # fmt: skip
    hidden = Hidden("file-hidden", "表二", "xlsx 隐藏表")
    yield file("hidden.xlsx", book, first, second, third, hidden)
    value, first = one("xlsx 共用字符串", "personal-id-number")
    shared = f"{ooxml.DECLARED}<sst {ooxml.S}><si><r><t>{value[:6]}</t></r><r><t>{value[6:]}</t></r></si></sst>"
    number, second = one("xlsx 数字单元格", "personal-mobile")
    value, third = one("xlsx 批注")
    comments = f"{ooxml.DECLARED}<comments {ooxml.S}><authors><author>李子虚</author></authors><commentList><comment ref='A1'><text><t>{value}</t></text></comment></commentList></comments>"  # fmt: skip
    author = Hidden("file-author", "李子虚", "xlsx 批注人")
    parts = {"xl/sharedStrings.xml": shared, "xl/comments1.xml": comments}
    yield file("cells.xlsx", ooxml.workbook({"表": ooxml.numbers(number)}, parts), first, second, third, author)
    number, first = one("xlsx 科学计数法", "personal-mobile")
    science = f"{number[0]}.{number[1:]}E10"
    value, second = one("xlsx 表名", "personal-mobile")
    third_value, third = one("xlsx 定义名称")
    names = f"<definedNames><definedName name='a' hidden='1'>&quot;{third_value}&quot;</definedName></definedNames>"
    yield file("names.xlsx", ooxml.workbook({value: ooxml.numbers(science)}, names=names), first, second, third)
    value, first = one("xlsx 页脚")
    foot = ooxml.rows("表") + f"<headerFooter><oddFooter>&amp;L{value}</oddFooter></headerFooter>"
    value, second = one("xlsx 下拉选项", "personal-mobile")
    foot += f'<dataValidations><dataValidation><formula1>"{value}"</formula1></dataValidation></dataValidations>'
    value, third = one("xlsx 透视表缓存")
    cache = f'{ooxml.DECLARED}<pivotCacheRecords {ooxml.S}><r><s v="{value}"/></r></pivotCacheRecords>'
    parts = {"xl/pivotCache/pivotCacheRecords1.xml": cache}
    yield file("foot.xlsx", ooxml.workbook({"表": foot}, parts), first, second, third)


def _slides(file, one) -> Iterator[Planted]:  # type: ignore[no-untyped-def]
    names = ("正文", "备注", "批注", "母版", "图片说明")
    values = [one(f"pptx {name}") for name in names]
    (a, _), (b, _), (c, _), (d, _), (e, _) = values
    parts = {
        "ppt/slides/slide1.xml": ooxml.slide(a, described=e),
        "ppt/notesSlides/notesSlide1.xml": ooxml.slide(b),
        "ppt/comments/comment1.xml": f"<p:cmLst {ooxml.P}><p:cm><p:text>{c}</p:text></p:cm></p:cmLst>",
        "ppt/slideMasters/slideMaster1.xml": ooxml.slide(d),
    }
    yield file("slides.pptx", ooxml.show(parts), *(hidden for _, hidden in values))
    value, hidden = one("pptx 隐藏页")
    page = ooxml.slide(value).replace("<p:sld ", '<p:sld show="0" ')
    yield file("hidden.pptx", ooxml.show({"ppt/slides/slide1.xml": page}), hidden)


def _pdf(file, one) -> Iterator[Planted]:  # type: ignore[no-untyped-def]
    values = [one("pdf 正文", sort) for sort in ("personal-id-number", "personal-mobile", "personal-bank-card")]
    yield file("text.pdf", pdf.page([FILLER[:20], *(value for value, _ in values)]), *(hidden for _, hidden in values))
    value, hidden = one("pdf 逐字定位的正文", "personal-id-number")
    yield file("kerned.pdf", pdf.page([value], kerned=True), hidden)
    value, hidden = one("pdf 黑框下面的文字", "personal-id-number")
    yield file("black.pdf", pdf.page([value], after=b"0 0 0 rg 60 700 400 40 re f"), hidden)
    value, hidden = one("pdf 看不见的文字", "personal-mobile")
    yield file("invisible.pdf", pdf.page([value], mode=3), hidden)
    author = Hidden("file-author", "周假想", "pdf 作者")
    yield file("author.pdf", pdf.page(["正文"], info=pdf.told("Author", "周假想")), author)
    value, hidden = one("pdf 关键词")
    yield file("keywords.pdf", pdf.page(["正文"], info=pdf.told("Keywords", value)), hidden)
    value, hidden = one("pdf XMP", "personal-email")
    xmp = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><dc:creator>{value}</dc:creator></x:xmpmeta>'.encode()
    yield file("xmp.pdf", pdf.page(["正文"], xmp=xmp), hidden)
    for name, place, made in (("note", "pdf 批注", pdf.note), ("field", "pdf 表单", pdf.field)):
        value, hidden = one(place)
        yield file(f"{name}.pdf", pdf.page(["正文"], annotation=made(value)), hidden)
    value, hidden = one("pdf 链接", "personal-email")
    yield file("link.pdf", pdf.page(["正文"], annotation=pdf.link(f"mailto:{value}")), hidden)
    value, hidden = one("pdf 脚本里的文字", "personal-mobile")
    yield file("script.pdf", pdf.page(["正文"], root_more=pdf.script(f"app.alert('{value}')")), hidden, Hidden("file-macro", "JavaScript", "pdf 脚本"))  # fmt: skip
    value, hidden = one("pdf 里的附件")
    yield file("embedded.pdf", pdf.page(["正文"], embedded=value.encode()), hidden)
    value, hidden = one("pdf 目录", "personal-mobile")
    yield file("outline.pdf", pdf.page(["正文"], outline=value), hidden)
    value, hidden = one("pdf 改动以前的内容", "personal-id-number")
    yield file("revised.pdf", pdf.revised(pdf.page([value]), pdf.page(["正文"])), hidden)
    mark = Hidden("secret-level", "机密★2年", "pdf 版头")
    yield file("secret.pdf", pdf.page(["机密★2年", "虚构县政协文件"]), mark)


def _ofd(text: str, author: str, custom: str, note: str) -> bytes:
    return ooxml.packed(
        {
            "OFD.xml": f"<ofd:OFD {OFD}><ofd:DocBody><ofd:DocInfo><ofd:Author>{author}</ofd:Author><ofd:CustomDatas><ofd:CustomData Name='a'>{custom}</ofd:CustomData></ofd:CustomDatas></ofd:DocInfo></ofd:DocBody></ofd:OFD>",
            "Doc_0/Pages/Page_0/Content.xml": f"<ofd:Page {OFD}><ofd:Content><ofd:Layer><ofd:TextObject><ofd:TextCode>{text[:5]}</ofd:TextCode><ofd:TextCode>{text[5:]}</ofd:TextCode></ofd:TextObject></ofd:Layer></ofd:Content></ofd:Page>",
            "Doc_0/Annots/Annotation.xml": f"<ofd:PageAnnot {OFD}><ofd:Annot><ofd:Remark>{note}</ofd:Remark></ofd:Annot></ofd:PageAnnot>",
        }
    )


def _others(file, one) -> Iterator[Planted]:  # type: ignore[no-untyped-def]
    (a, first), (b, second), (c, third) = (one(f"ofd {name}", "personal-id-number") for name in ("正文", "自定义数据", "批注"))  # fmt: skip
    yield file(
        "document.ofd", _ofd(a, "吴拟名", b, c), first, second, third, Hidden("file-author", "吴拟名", "ofd 作者")
    )
    a, first = one("zip 里的文本")
    b, second = one("zip 里的 zip", "personal-id-number")
    c, third = one("zip 里的文件名", "personal-mobile")
    d, fourth = one("zip 的注释", "personal-mobile")
    inner = ooxml.packed({"里面/名单.csv": f"姓名,证件\n赵虚构,{b}\n".encode("gb18030")})
    deep = ooxml.document(ooxml.paragraph(one("zip 里的 docx")[0]))
    value, fifth = one("zip 里的 docx", "personal-mobile")
    deep = ooxml.document(ooxml.paragraph(value))
    yield file("nested.zip", ooxml.packed({"a.txt": a, "b.zip": inner, f"{c}.txt": "", "d.docx": deep}, d.encode()), first, second, third, fourth, fifth)  # fmt: skip
    a, first = one("txt GBK")
    yield file("gbk.txt", f"{FILLER}\r\n联系方式：{a}".encode("gb18030"), first)
    a, first = one("txt UTF-16")
    yield file("utf16.txt", f"{FILLER}{a}".encode("utf-16"), first)
    a, first = one("csv", "personal-id-number")
    yield file("list.csv", f"姓名,身份证号\r\n赵虚构,\t{a}\r\n".encode("gb18030"), first)
    a, first = one("csv 公式写法", "personal-mobile")
    yield file("formula.csv", f'姓名,手机\r\n赵虚构,"=""{a}"""\r\n'.encode(), first)
    a, first = one("mp3 作者说明", "personal-mobile")
    tag = b"TIT2" + (len(a) + 3).to_bytes(4, "big") + b"\0\0\x01\xff\xfe" + a.encode("utf-16-le")
    tag = b"COMM" + (2 * len(a) + 3).to_bytes(4, "big") + b"\0\0\x01\xff\xfe" + a.encode("utf-16-le")
    size = bytes((len(tag) >> 21 & 127, len(tag) >> 14 & 127, len(tag) >> 7 & 127, len(tag) & 127))
    yield file("voice.mp3", b"ID3\x03\0\0" + size + tag + b"\xff\xfb\x90\0" + b"\0" * 400, first)
    a, first = one("doc 正文", "personal-id-number")
    b, second = one("doc 窄字正文", "personal-mobile")
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + f"身份证号{a}。".encode("utf-16-le") + b"\0" * 99 + b.encode()  # fmt: skip
    yield file("old.doc", old, first, second)
    a, first = one("wps 正文", "personal-id-number")
    yield file("old.wps", old[:512] + f"证号{a}，".encode("utf-16-le"), first)
    a, first = one("假扩展名里的正文", "personal-mobile")
    lies = Hidden("file-not-its-ending", ".pdf", "内容和扩展名不符")
    yield file("not-a.pdf", ooxml.document(ooxml.paragraph(a)), first, lies)
    a, first = one("zip 后面附着的数据", "personal-mobile")
    yield file("tail.zip", ooxml.packed({"a.txt": "正文"}) + f"\n{a}\n".encode(), first)
    yield file("program.txt", b"MZ\x90\0" + b"\0" * 200, Hidden("file-not-its-ending", ".txt", "内容和扩展名不符"))
    value, first = one("附件文件名", "personal-mobile")
    yield file(f"名单{value}.txt", "正文".encode(), first)
