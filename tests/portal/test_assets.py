"""Files beside records are found by the name that an editor sees, and by no other way."""

from __future__ import annotations

import os
import sys
import unicodedata
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "publishing"))

from worlds import picture

from cppcc_portal.foundation.addresses import encoded, site_address
from cppcc_portal.foundation.store import Store
from cppcc_portal.portal.assets import Assets

RECORD = "content/notices/2026/a.md"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "content/notices/2026").mkdir(parents=True)
    return tmp_path


def files(root: Path) -> Assets:
    return Assets(root, "content", Store(root / "store.sqlite"))


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("表#1.pdf", ("表#1.pdf", "表%231.pdf")),
        ("表100%.pdf", ("表100%.pdf", "表100%25.pdf")),
        ("表 1.pdf", ("表 1.pdf", "表%201.pdf")),
        ("表%41.pdf", ("表%41.pdf", "表%2541.pdf")),
        ("表?.pdf", ("表?.pdf", "表%3F.pdf")),
        (unicodedata.normalize("NFD", "crème.pdf"), ("crème.pdf", "cr%C3%A8me.pdf")),
        ("crème.pdf", (unicodedata.normalize("NFD", "crème.pdf"),)),
        ("零\u200b宽.pdf", ("零宽.pdf",)),
        ("空\u00a0格.pdf", ("空 格.pdf",)),
        ("爱心❤\ufe0f.pdf", ("爱心❤.pdf",)),
    ],
)
def test_a_file_is_found_as_it_is_written_as_it_looks_and_as_its_address(
    root: Path, name: str, written: tuple[str, ...]
) -> None:
    (root / "content/notices/2026" / name).write_text("甲")
    first = files(root)
    for one in written:
        found, what, _ = first.find(RECORD, one, False)
        assert found is not None, what
        assert (found.path, found.file) == (f"content/notices/2026/{name}", f"files/notices/2026/{name}")
        assert found.address == encoded(found.file)
    first.keep()
    remembered = files(root).remembered()
    assert all(remembered.find(RECORD, one, False)[0] == first.find(RECORD, one, False)[0] for one in written)


def test_the_name_as_it_is_written_comes_first(root: Path) -> None:
    for name in ("表%41.pdf", "表A.pdf"):
        (root / "content/notices/2026" / name).write_text(name)
    found, _, _ = files(root).find(RECORD, "表%41.pdf", False)
    assert found is not None and found.path.endswith("/表%41.pdf")


@pytest.mark.parametrize(
    "written",
    ["没有.pdf", "长" * 300 + ".pdf", "/etc/hosts", "../../../etc/hosts", "%2e%2e/%2e%2e/%2e%2e/etc/hosts", "a\\b"],
)
def test_nothing_else_is_found(root: Path, written: str) -> None:
    found, what, cure = files(root).find(RECORD, written, False)
    assert found is None and what and cure


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("https://zx.example.cn", "https://zx.example.cn/"),
        ("https://zx.example.cn/portal/", "https://zx.example.cn/portal/"),
        ("https://zx.example.cn:8080/政协", "https://zx.example.cn:8080/%E6%94%BF%E5%8D%8F/"),
        ("https://政协.example/a b/", "https://xn--ykr503b.example/a%20b/"),
        ("https://zx.example.cn/%E6%94%BF/", "https://zx.example.cn/%E6%94%BF/"),
        ("http://[::1]:8000/", "http://[::1]:8000/"),
        ("nonsense", "nonsense/"),
    ],
)
def test_the_address_of_a_site_is_written_in_ascii(written: str, address: str) -> None:
    assert site_address(written) == address
    assert site_address(address) == address


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("files/a.pdf", "files/a.pdf"),
        ("表#1.pdf", "%E8%A1%A8%231.pdf"),
        ("a%41?b c", "a%2541%3Fb%20c"),
        ("a\nb", "a%0Ab"),
    ],
)
def test_a_path_becomes_an_address(path: str, address: str) -> None:
    assert encoded(path) == address


def test_a_file_restored_with_the_size_and_date_of_another_is_read_again(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cppcc_portal.portal.assets.TICK", 0)
    file = root / "content/notices/2026/表.pdf"
    file.write_text("甲")
    stat = file.stat()
    first = files(root)
    was, _, _ = first.find(RECORD, "表.pdf", False)
    first.keep()
    file.write_text("乙")
    os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    now, _, _ = files(root).find(RECORD, "表.pdf", False)
    assert was is not None and now is not None and was.digest != now.digest


def test_a_picture_of_a_fresh_checkout_is_not_opened_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = root / "content/notices/2026/图.png"
    file.write_bytes(picture())
    first = files(root)
    was, _, _ = first.find(RECORD, "图.png", True)
    first.keep()
    file.unlink()
    file.write_bytes(picture())
    monkeypatch.setattr("cppcc_portal.portal.assets.image_facts", None)
    assert files(root).find(RECORD, "图.png", True)[0] == was
