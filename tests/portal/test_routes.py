"""Routes: every address from one place, with and without directory addresses."""

from __future__ import annotations

import pytest

from cppcc_portal.portal.routes import Routes, feed_file, file_of, published_file, root_of
from cppcc_portal.portal.rules.addresses import alias_file, is_alias
from cppcc_portal.records.registry import KIND, KINDS


def test_no_two_kinds_share_a_folder_and_each_has_a_column() -> None:
    assert len({kind.folder for kind in KINDS}) == len(KIND) == len(KINDS)
    assert all(kind.column and kind.title for kind in KINDS)


@pytest.mark.parametrize("kind", sorted(KIND))
@pytest.mark.parametrize("directory_urls", [True, False])
def test_a_record_is_served_below_its_folder(kind: str, directory_urls: bool) -> None:
    address = Routes(directory_urls).record(kind, "some-id")
    ending = "/index.html" if directory_urls else ".html"
    assert file_of(address) == f"{KIND[kind].folder}/some-id{ending}"


def test_the_home_page_has_an_address_of_its_own() -> None:
    assert Routes(True).page("") == ""
    assert Routes(False).page("") == "index.html"
    assert file_of("") == file_of("index.html") == "index.html"


def test_the_way_to_the_root_is_relative_at_every_depth() -> None:
    assert [root_of(file) for file in ("index.html", "a/index.html", "a/b/index.html")] == ["./", "../", "../../"]


def test_the_forms_of_a_feed_share_a_name() -> None:
    files = [feed_file("members/x", form) for form in ("rss", "atom", "json")]
    assert files == ["feeds/members/x.rss.xml", "feeds/members/x.atom.xml", "feeds/members/x.json"]


def test_a_file_beside_a_record_is_published_apart_from_the_pages() -> None:
    assert published_file("content/members/x.jpg") == "files/members/x.jpg"


@pytest.mark.parametrize(
    ("written", "file"),
    [
        ("old/12.html", "old/12.html"),
        ("old/12", "old/12/index.html"),
        ("old/12/", "old/12/index.html"),
        ("a.htm", "a.htm"),
    ],
)
def test_an_old_address_is_a_page(written: str, file: str) -> None:
    assert is_alias(written)
    assert alias_file(written) == file


@pytest.mark.parametrize(
    "written", ["/a", "../a", "a/../b", "a//b", "a b", "a.pdf", "中文", "a?b", "a#b", "./a", "https://a.b/"]
)
def test_what_is_no_page_below_the_root_is_no_old_address(written: str) -> None:
    assert not is_alias(written)
