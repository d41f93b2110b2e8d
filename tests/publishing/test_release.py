"""Releasing: only what changed is written, what nobody makes any more leaves, and a failing build touches nothing."""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from worlds import achievement, difference, history, notice, picture, plain_build, project_of, put, times, tree, world

from cppcc_portal.publishing.listed import LIST
from cppcc_portal.views.articles import articles


def clean(root: Path) -> dict[str, bytes]:
    """Return what a clean build of a project publishes."""
    place = root / "clean"
    shutil.rmtree(place, ignore_errors=True)
    plain_build(root, place / "site", place / "cache")
    return tree(place / "site")


@contextmanager
def stopping_after(moves: int, site: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Stop, as Ctrl+C does, when so many files have taken their place in a site."""
    real, moved = os.replace, []

    def replace(source: str | Path, target: str | Path) -> None:
        if Path(target).is_relative_to(site):
            if len(moved) == moves:
                raise KeyboardInterrupt
            moved.append(target)
        real(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", replace)
        yield
    assert len(moved) == moves


def test_a_second_build_writes_nothing(root: Path, site: Path) -> None:
    before = times(site)
    done = plain_build(root, site)
    assert (done.written, done.removed) == (0, 0)
    assert done.files == len(before)
    assert times(site) == before


def test_only_what_an_edit_changes_is_written(root: Path, site: Path) -> None:
    before = times(site)
    put(root / "content/notices/call.md", notice("征集史料", "欢迎来稿，改了一句。", aliases=["old/call.html"]))
    done = plain_build(root, site)
    after = times(site)
    touched = {file for file in after if after[file] != before.get(file)}
    assert done.written == len(touched)
    assert "notices/call/index.html" in touched
    assert not {file for file in touched if file.startswith(("members/", "units/", "history/", "activities/"))}
    assert "assets/portal.css" not in touched and "files/activities/roads.png" not in touched
    assert after.keys() == before.keys()
    assert difference(tree(site), clean(root)) == []


def test_a_new_output_with_the_same_bytes_as_before_is_no_reason_to_touch_other_files(root: Path, site: Path) -> None:
    before = times(site)
    put(root / "content/achievements/new.md", achievement("新成果", "新。", unit="west"))
    plain_build(root, site)
    after = times(site)
    assert "achievements/new/index.html" in after
    assert after["achievements/canal/index.html"] != before["achievements/canal/index.html"], "it has a neighbour now"
    assert after["activities/study/index.html"] == before["activities/study/index.html"]


def test_what_is_made_anew_and_comes_out_the_same_keeps_its_date(root: Path, site: Path) -> None:
    before = times(site)
    for template in sorted((root / "theme_overrides/portal").rglob("*.html")):
        put(template, "{# a word that no reader sees #}" + template.read_text("utf-8"))
    done = plain_build(root, site)
    assert done.written == 0
    assert times(site) == before
    assert difference(tree(site), clean(root)) == []
    assert plain_build(root, site).written == 0


def test_what_is_no_longer_made_leaves_with_its_empty_folders(root: Path, site: Path) -> None:
    (root / "content/notices/call.md").unlink()
    done = plain_build(root, site)
    assert done.removed > 0
    assert not (site / "notices/call").exists()
    assert not (site / "old").exists()
    assert (site / "notices/index.html").is_file()
    assert difference(tree(site), clean(root)) == []


def test_a_file_beside_a_record_that_nobody_uses_any_more_leaves(root: Path, site: Path) -> None:
    assert (site / "files/activities/roads.png").read_bytes() == picture()
    text = str(world()["activities/roads.md"])
    cover = text[text.index("cover:") : text.index("---", 5)]
    put(root / "content/activities/roads.md", text.replace(cover, ""))
    plain_build(root, site)
    assert not (site / "files/activities").exists()


@pytest.mark.parametrize("harm", ["changed", "deleted", "emptied", "made a folder", "touched"])
def test_an_output_that_somebody_harmed_is_restored(root: Path, site: Path, harm: str) -> None:
    before = tree(site)
    for name in ("members/wang-yi/index.html", "feeds/site.rss.xml", "files/activities/roads.png", "index.html"):
        file = site / name
        if harm == "changed":
            file.write_bytes(b"harmed")
        elif harm == "emptied":
            file.write_bytes(b"")
        elif harm == "touched":
            os.utime(file)
        else:
            file.unlink()
        if harm == "made a folder":
            file.mkdir()
            (file / "inside.txt").write_text("x")
    plain_build(root, site)
    assert difference(tree(site), before) == []


def test_a_file_gives_way_where_a_folder_must_be_and_a_folder_where_a_file(root: Path, site: Path) -> None:
    put(root / "content/notices/call.md", notice("征集史料", "欢迎来稿。", aliases=["old.html"]))
    plain_build(root, site)
    put(root / "content/notices/call.md", notice("征集史料", "欢迎来稿。", aliases=["old.html/deep.html"]))
    plain_build(root, site)
    assert (site / "old.html/deep.html").is_file()
    assert difference(tree(site), clean(root)) == []
    put(root / "content/notices/call.md", notice("征集史料", "欢迎来稿。", aliases=["old.html"]))
    plain_build(root, site)
    assert (site / "old.html").is_file()
    assert difference(tree(site), clean(root)) == []


def test_a_whole_section_that_was_replaced_by_a_file_is_restored(root: Path, site: Path) -> None:
    before = tree(site)
    shutil.rmtree(site / "members")
    (site / "members").write_text("in the way")
    plain_build(root, site)
    assert difference(tree(site), before) == []


def test_a_site_that_was_thrown_away_is_made_again(root: Path, site: Path) -> None:
    before = tree(site)
    shutil.rmtree(site)
    plain_build(root, site)
    assert difference(tree(site), before) == []


@pytest.mark.parametrize("lost", ["nothing", "the manifest", "the cache"])
def test_what_somebody_else_put_into_a_site_is_let_be_whatever_is_known_of_it(
    root: Path, site: Path, lost: str
) -> None:
    strange = dict.fromkeys(("CNAME", "old/page.html", "notices/call/scan.pdf", ".nojekyll", ".git/config"), b"x")
    for name, data in strange.items():
        put(site / name, data)
    forget(root, lost)
    (root / "content/history/dam.md").unlink()
    plain_build(root, site)
    assert {name: data for name, data in tree(site).items() if name in strange} == strange
    assert difference({name: data for name, data in tree(site).items() if name not in strange}, clean(root)) == []


@pytest.mark.parametrize("lost", ["nothing", "the manifest", "the cache"])
def test_what_we_made_leaves_whatever_is_known_of_it(root: Path, site: Path, lost: str) -> None:
    put(root / "content/history/dam.md", history("修坝记", "不公开了。", disclosure="内部", members=["li-er"]))
    forget(root, lost)
    plain_build(root, site)
    assert difference(tree(site), clean(root)) == []
    assert not (site / "history/dam").exists()


def test_what_an_older_copy_of_a_site_brings_back_leaves(root: Path, site: Path) -> None:
    shutil.copytree(site, root / "copy")
    (root / "content/history/dam.md").unlink()
    plain_build(root, site)
    shutil.rmtree(site)
    (root / "copy").rename(site)
    plain_build(root, site)
    assert difference(tree(site), clean(root)) == []


def test_a_list_of_files_leads_nowhere_outside_the_site(root: Path, site: Path) -> None:
    put(root / "other.txt", "x")
    put(site / LIST, "../other.txt\n/etc/hostname\n\nindex.html\nnotices\n" + "\0\n")
    shutil.rmtree(root / ".cache")
    plain_build(root, site)
    assert (root / "other.txt").exists() and (site / "notices/index.html").exists()
    put(site / LIST, b"\xff\xfe")
    plain_build(root, site)
    assert difference(tree(site), clean(root)) == []


def forget(root: Path, what: str) -> None:
    if what == "the cache":
        shutil.rmtree(root / ".cache")
    elif what == "the manifest":
        store = project_of(root).store
        with store._connect() as connection:
            connection.execute("DELETE FROM kept WHERE key LIKE 'manifest:%'")
        store.close()


def test_nothing_is_touched_when_a_page_cannot_be_made(root: Path, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before, before_times = tree(site), times(site)

    def article_view(*of: object) -> None:
        raise RuntimeError("a bug of ours")

    put(root / "content/notices/call.md", notice("改了标题", "改了。"))
    (root / "content/history/dam.md").unlink()
    with monkeypatch.context() as patch:
        patch.setattr(articles, "article_view", article_view)
        with pytest.raises(RuntimeError, match="a bug of ours"):
            plain_build(root, site)
    assert difference(tree(site), before) == []
    assert times(site) == before_times
    assert not list((root / ".cache").glob("staging-*"))
    plain_build(root, site)
    assert difference(tree(site), clean(root)) == []


def test_nothing_is_touched_when_a_template_is_broken(root: Path, site: Path) -> None:
    before = times(site)
    template = root / "theme_overrides/portal/article.html"
    whole = template.read_text("utf-8")
    template.write_text(whole + "{{ view.no_such_thing }}", "utf-8")
    with pytest.raises(Exception, match="no_such_thing"):
        plain_build(root, site)
    assert times(site) == before
    template.write_text(whole, "utf-8")
    assert plain_build(root, site).written == 0


def test_a_release_that_stops_half_way_is_finished_by_the_next_build(
    root: Path, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(root / "content/notices/call.md", notice("新标题", "新正文。"))
    put(root / "content/achievements/more.md", achievement("又一项", unit="east"))
    (root / "content/history/dam.md").unlink()
    wanted = clean(root)
    with stopping_after(5, site, monkeypatch), pytest.raises(KeyboardInterrupt):
        plain_build(root, site)
    plain_build(root, site)
    assert difference(tree(site), wanted) == []


def test_what_a_stopped_release_brought_leaves_when_the_edit_is_taken_back(
    root: Path, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = tree(site)
    for number in range(20):
        put(root / f"content/achievements/new-{number}.md", achievement(f"新的 {number}", unit="east"))
    with stopping_after(30, site, monkeypatch), pytest.raises(KeyboardInterrupt):
        plain_build(root, site)
    assert tree(site).keys() - before.keys(), "some of it was published"
    for number in range(20):
        (root / f"content/achievements/new-{number}.md").unlink()
    plain_build(root, site)
    assert difference(tree(site), before) == []


def test_a_build_waits_while_another_releases_the_same_site(root: Path, site: Path) -> None:
    before = times(site)
    put(root / "content/notices/call.md", notice("改了", "改了。"))
    (lock,) = (root / ".cache").glob("*.lock")
    with open(lock, "w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)  # held until both processes have closed it
        child = os.fork()
        if not child:
            held.close()
            plain_build(root, site)
            os._exit(0)
        deadline = time.monotonic() + 20
        while not list((root / ".cache").glob("staging-*")) and time.monotonic() < deadline:
            time.sleep(0.01)
        time.sleep(0.3)
        assert os.waitpid(child, os.WNOHANG) == (0, 0)
        assert times(site) == before
    assert os.waitpid(child, 0)[1] == 0
    assert times(site) != before


def test_an_edit_within_one_tick_of_the_clock_is_seen(root: Path, site: Path) -> None:
    file = root / "content/notices/call.md"
    stat, text = file.stat(), file.read_text("utf-8")
    file.write_text(text.replace("欢迎", "恭迎"), "utf-8")
    os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert file.stat().st_size == stat.st_size
    plain_build(root, site)
    assert "恭迎" in (site / "notices/call/index.html").read_text("utf-8")


def test_a_first_release_that_stops_half_way_is_finished_by_the_next_and_lets_strangers_be(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = root / "site"
    put(site / "letters/2026.txt", "来信")
    with stopping_after(5, site, monkeypatch), pytest.raises(KeyboardInterrupt):
        plain_build(root, site)
    (root / "content/notices/call.md").unlink()
    plain_build(root, site)
    assert difference(tree(site), clean(root)) == ["only in the first: letters/2026.txt"]


@pytest.mark.parametrize("damage", ["garbage", "truncated", "gone", "rows"])
def test_a_damaged_store_costs_time_and_nothing_else(root: Path, site: Path, damage: str) -> None:
    before = tree(site)
    store = project_of(root).store
    store.get("open it")
    if damage == "rows":
        store._connect().execute("UPDATE kept SET data = zeroblob(40)")
        store._connect().commit()
    store.close()
    if damage == "garbage":
        store.file.write_bytes(b"no database at all" * 999)
    elif damage == "truncated":
        store.file.write_bytes(store.file.read_bytes()[: store.file.stat().st_size // 2])
    elif damage == "gone":
        shutil.rmtree(root / ".cache")
    (root / "content/history/dam.md").unlink()
    plain_build(root, site)
    assert before.keys() - tree(site).keys()
    assert difference(tree(site), clean(root)) == []


@pytest.mark.parametrize("kind", ["body:", "made:", "beside:", "snapshot:", "manifest:"])
def test_a_store_that_lost_some_of_what_it_kept_is_filled_again(root: Path, site: Path, kind: str) -> None:
    store = project_of(root).store
    with store._connect() as connection:
        connection.execute("DELETE FROM kept WHERE key LIKE ?", (f"{kind}%",))
    store.close()
    template = root / "theme_overrides/portal/article.html"
    template.write_text(template.read_text("utf-8") + "<!-- so that every article is made again -->", "utf-8")
    plain_build(root, site)
    assert difference(tree(site), clean(root)) == []
    left = project_of(root).store
    assert left.below(kind), "so that the test means the right keys"
    left.close()


def test_two_sites_of_one_project_do_not_disturb_one_another(root: Path, site: Path) -> None:
    plain_build(root, root / "other")
    put(root / "content/notices/call.md", notice("改了", "改了。"))
    plain_build(root, site)
    plain_build(root, root / "other")
    assert difference(tree(site), tree(root / "other")) == []
    assert plain_build(root, site).written == 0


@pytest.mark.parametrize("is_there", [False, True])
def test_a_new_site_takes_its_place_as_one_folder(root: Path, monkeypatch: pytest.MonkeyPatch, is_there: bool) -> None:
    site = root / "new" / "site"
    if is_there:
        site.mkdir(parents=True)
    with stopping_after(0, site, monkeypatch):
        plain_build(root, site)
    assert difference(tree(site), clean(root)) == []
    assert site.stat().st_mode & 0o777 == 0o755
    assert plain_build(root, site).written == 0


def test_where_a_folder_cannot_take_the_place_of_a_site_its_files_do(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Path, target: Path) -> Path:
        raise OSError(errno.EXDEV, "on another file system")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", refuse)
        plain_build(root, root / "other")
    assert difference(tree(root / "other"), clean(root)) == []
