"""`mkdocs.yml` is read by commands without MkDocs as MkDocs reads it."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import REPOSITORY
from mkdocs.config import load_config

from cppcc_portal.sources.host_file import HostFile, read_host_file

INHERITED = "site_name: x\nsite_url: https://a.example/\nuse_directory_urls: false\nplugins: [portal/portal-members]\n"


def read(folder: Path, text: str) -> HostFile:
    (folder / "mkdocs.yml").write_text(text, "utf-8")
    found, problems = read_host_file(folder)
    assert problems == ()
    return found


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("site_url: https://zx.example.gov.cn/p/ # 网址\n", "https://zx.example.gov.cn/p/"),
        ('site_url:\n  "https://zx.example.gov.cn"\n', "https://zx.example.gov.cn"),
        ("site_url: !ENV [PORTAL_ADDRESS, 'https://b.example/']\n", "https://c.example/"),
        ("site_url: !ENV [NOBODY_SET_THIS, 'https://b.example/']\n", "https://b.example/"),
        (
            "x: !!python/name:pymdownx.superfences.fence_code_format\nsite_url: https://d.example/\n",
            "https://d.example/",
        ),
        ("# site_url: https://e.example/\n", None),
        ("INHERIT: base.yml\n", "https://a.example/"),
        ("", None),
    ],
)
def test_the_address_is_the_one_that_mkdocs_takes(
    text: str, address: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PORTAL_ADDRESS", "https://c.example/")
    (tmp_path / "base.yml").write_text(INHERITED, "utf-8")
    assert read(tmp_path, text).site_url == address


def test_addresses_and_plugins_are_those_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "base.yml").write_text(INHERITED, "utf-8")
    assert read(tmp_path, "INHERIT: base.yml\n") == HostFile("https://a.example/", False, frozenset({"portal-members"}))
    mine = read(tmp_path, "INHERIT: base.yml\nplugins:\n  - portal\n  - portal-feeds: {formats: [rss]}\n")
    assert mine.plugins == {"portal", "portal-feeds"}
    assert read(tmp_path, "plugins: {portal: {}, search: {}}\n").plugins == {"portal", "search"}


def test_the_demonstration_is_read_as_mkdocs_reads_it() -> None:
    found, _ = read_host_file(REPOSITORY)
    config = load_config(str(REPOSITORY / "mkdocs.yml"))
    assert (found.site_url, found.directory_urls) == (config.site_url, config.use_directory_urls)
    assert found.plugins == {name.rpartition("/")[2] for name in config.plugins}


@pytest.mark.parametrize("data", [b"a: b\nsite_url: https://a.example: b\n", b"site_name: \xb2\xe2\xca\xd4\n"])
def test_what_cannot_be_read_is_told_with_its_line(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_bytes(data)
    found, (problem,) = read_host_file(tmp_path)
    assert found == HostFile()
    assert (problem.path, problem.line) == ("mkdocs.yml", 2 if data.startswith(b"a") else 1)
    assert problem.cure


def test_files_that_inherit_from_each_other_end(tmp_path: Path) -> None:
    (tmp_path / "other.yml").write_text("INHERIT: mkdocs.yml\nsite_url: https://a.example/\n", "utf-8")
    assert read(tmp_path, "INHERIT: other.yml\n").site_url == "https://a.example/"
