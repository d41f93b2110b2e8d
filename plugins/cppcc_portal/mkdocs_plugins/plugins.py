"""The plugin `portal`: reads, checks and publishes around the build of MkDocs; it asks the other plugins for options only."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from cppcc_portal.foundation.addresses import site_address
from cppcc_portal.foundation.collector import end_uncollected, uncollected
from cppcc_portal.foundation.disk import in_words, size_of
from cppcc_portal.foundation.file_index import FileIndex
from cppcc_portal.foundation.frozen import replace
from cppcc_portal.foundation.store import Store
from cppcc_portal.foundation.whole_build import WholeBuildNeededError
from cppcc_portal.foundation.workers import background
from cppcc_portal.mkdocs_plugins.default_layers import take_defaults
from cppcc_portal.mkdocs_plugins.idle import Idle
from cppcc_portal.mkdocs_plugins.inputs import inputs
from cppcc_portal.mkdocs_plugins.interrupting import end_in_words
from cppcc_portal.mkdocs_plugins.options import (
    PortalConfig,
    cache_of,
    content_of,
    host_of,
    project_of,
    root_of,
    store_of,
    themes_of,
)
from cppcc_portal.mkdocs_plugins.warned import (
    REMINDER,
    Warnings,
    be_as_before,
    count_warnings,
    stop_if_warned,
    tell_again,
)
from cppcc_portal.publishing.build_stamp import BuildStamp, Inputs, digests_of, is_up_to_date, put_stamp, read_stamp
from cppcc_portal.sources.filled import filled_folders

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

    from cppcc_portal.foundation.problems import Problem
    from cppcc_portal.mkdocs_plugins.session import Session
    from cppcc_portal.records.record_cache import Chunks

log = logging.getLogger("mkdocs.plugins.portal")

DIALECT = "cppcc_portal.mkdocs_plugins.dialect"
"""The extension of Markdown by which hand-written pages are read as records are."""

CLEAN = "PORTAL_CLEAN"
"""The variable that asks a build for `1`: to begin from nothing, as `incremental: false` does."""

NO_CACHE = (
    "「%s」写不了，这次没有用缓存，会慢一些\n    改法：它要是一个能读能写的文件夹；同名的文件请移走，权限不对的请改正"
)
NO_FONT = (
    "这台机器没有中文字体，画不出转发时显示的图片（cards），网页里就不写\n"
    "    改法：装上一种中文字体再生成（Debian、Ubuntu：apt install fonts-noto-cjk）；不要这种图片，"
    "就在 mkdocs.yml 的 portal 下面写 cards: false"
)
LEFT = "网站没有生成（原因见上面），原来的网站保持原样。"
FEW = 50
"""So many changed files at most are worth an incremental build."""


class PortalPlugin(BasePlugin[PortalConfig]):
    """Reads the records, lets MkDocs render its own pages into a staging folder, and publishes everything at the end.

    When nothing has changed since the site was sealed, it does nothing: what reads and makes is not even loaded.
    """

    def __init__(self) -> None:
        self.is_serving = False
        self.problems: tuple[Problem, ...] = ()
        self.session: Session | None = None
        self.idle: Idle | None = None
        self.warnings: Warnings | None = None
        self.levels: Mapping[str, int] = {}
        self.is_font_told = False
        self.said = ""

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember whether this is a preview; MkDocs keeps the plugin from one rebuild to the next."""
        self.is_serving = command == "serve"
        if command == "build":
            end_in_words()
        end_uncollected()

    @uncollected
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read everything before any other plugin is asked for files."""
        self.levels = count_warnings() if config.strict else {}
        if config.site_url:
            config.site_url = site_address(config.site_url)
        take_defaults(config, themes_of(config))
        if cache_of(config, self.config) != (wanted := root_of(config) / self.config.cache_dir):
            log.log(REMINDER, NO_CACHE, wanted)
        # What tells the code is known to the processes that are forked then, too.
        store = store_of(config, self.config)
        is_incremental = self.config.incremental and os.environ.get(CLEAN) != "1"
        if not is_incremental:
            Store(store).forget_all()
        known = inputs(config, content_of(config), self.is_serving) if is_incremental else None
        is_new = not store.exists() and not self.is_serving
        begun = None
        if is_new:
            from cppcc_portal.records.warm_up import warm_up_records

            begun = warm_up_records(root_of(config), content_of(config), store)
        self.idle = None
        now = self._settle(config, known) if known else None
        if self.idle is None:
            config.markdown_extensions.append(DIALECT)
            self.session = self._begin(config, known, now, begun)
        return config

    def _settle(self, config: MkDocsConfig, known: Inputs) -> FileIndex:
        """Leave MkDocs idle when the site is as its seal tells, or differs in a few records only and could be amended.

        Return what is to be sealed next.
        """
        store, site = Store(store_of(config, self.config)), Path(config.site_dir)
        stamp = read_stamp(store, site, known.told)
        store.close()
        if stamp is None:
            return known.file_index()
        now = known.file_index()
        changed = stamp.files.changes(now, partial(digests_of, store, site, stamp))
        check = partial(is_up_to_date, store, site, stamp)
        if self._amend(config, stamp, changed, now, check) if changed else check():
            tell_again(stamp.warnings)
            if not changed:
                log.info("Portal: nothing has changed")
                if now != stamp.files:
                    put_stamp(store, site, replace(stamp, files=now))
            self.problems = ()
            self.idle = Idle(config, cache_of(config, self.config))
        store.close()
        return now

    def _amend(
        self, config: MkDocsConfig, stamp: BuildStamp, paths: set[str], now: FileIndex, is_as_it_was: Callable[[], bool]
    ) -> bool:
        from cppcc_portal.mkdocs_plugins.changed_records import changed_records, read_changed

        root, content = root_of(config), content_of(config)
        changed = changed_records(root, content, paths, now) if len(paths) <= FEW else None
        if changed is None:
            return False
        # What reads a file is loaded in a background process, and all that was published is looked at in another; meanwhile what
        # amends is loaded and what was released comes to hand.
        reading = background(partial(read_changed, root, content, changed, store_of(config, self.config)))
        looking = background(is_as_it_was)

        def read() -> Mapping[str, bytes]:
            if not looking():
                raise WholeBuildNeededError("what was published is not as it was")
            return reading()

        try:
            from cppcc_portal.mkdocs_plugins.incremental import build_site_incrementally

            project, host = project_of(config, self.config), host_of(config, self.config, self.is_serving)
            return build_site_incrementally(project, host, Path(config.site_dir), stamp, changed, read, now)
        finally:
            for one in (reading, looking):
                with suppress(Exception):
                    one()

    def _begin(
        self, config: MkDocsConfig, known: Inputs | None, now: FileIndex | None, begun: Chunks | None
    ) -> Session:
        from cppcc_portal.mkdocs_plugins.compiling import compile_beside

        end = compile_beside(config, themes_of(config)) if known is not None else None
        # What follows takes as long to load as templates to compile.
        from cppcc_portal.mkdocs_plugins.left_out import empty_columns
        from cppcc_portal.mkdocs_plugins.session import Session

        self.warnings = Warnings()
        project, host = project_of(config, self.config), host_of(config, self.config, self.is_serving)
        if self.config.cards and host.font is None and not self.is_font_told:
            self.is_font_told = True
            log.log(REMINDER, NO_FONT)
        empty = frozenset[str]()
        if not self.config.show_empty_columns:
            empty = empty_columns(filled_folders(project.content, self.is_serving))
        return Session(config, project, host, known, now, self.warnings, end or (lambda wait: None), begun, empty)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Tell MkDocs the address of every record that its pages name."""
        if self.session is not None:
            self.session.take_files(files, config)
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Keep the navigation for the layouts."""
        if self.session is not None:
            self.session.nav = nav
        return nav

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> None:
        """Remind of marks in a hand-written page that its readers would see as marks."""
        from cppcc_portal.mkdocs_plugins.dialect import reminders

        for one in reminders(markdown):
            # The head of the file is gone already.
            above = (page.file.content_string or "").count("\n") - markdown.count("\n")
            path = os.path.relpath(page.file.abs_src_path or page.file.src_uri, root_of(config))
            log.log(REMINDER, "%s:%d: %s\n    改法：%s", path, one.line + 1 + above, one.what, one.cure)

    @event_priority(-100)
    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Give templates the site's facts, and keep the environment for the layouts."""
        if self.session is not None:
            self.session.take_environment(env, files)
        return env

    @event_priority(-100)
    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Take a hand-written page: it is the layout of what fills its marks, and search reads its words."""
        assert self.session is not None, "on_config comes first"
        return self.session.take_page(output, page)

    def on_post_template(self, output: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Take the theme's leftovers out of the 404 page too."""
        assert self.session is not None, "on_config comes first"
        return self.session.take_template(output)

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Publish, unless the content has errors or strict mode has counted a warning."""
        try:
            if self.session is not None:
                self.session.publish(config)
            stop_if_warned(config)
        except OSError as error:
            self.said = self._said(error)
            raise
        finally:
            self._end(config)

    def on_build_error(self, *, error: Exception) -> None:
        """Leave the site as it was; what the system refuses is told in Chinese, with its file."""
        said, self.said = self.said or self._said(error), ""
        self._end(None)
        if said:
            log.error("\n%s", said)
            raise Abort(LEFT) from error

    def _said(self, error: Exception) -> str:
        """Return what is told of an error of the system; asked for before what was staged is swept away, as disks get full."""
        if not isinstance(error, OSError):
            return ""
        if (session := self.session) is None:
            return in_words(error)
        places = (session.project.cache, session.site)
        return in_words(error, places, max(size_of(session.site), size_of(session.staging)))

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        """Watch the records and templates, and put problems on top of the page."""
        from cppcc_portal.mkdocs_plugins.serving import NOT_SERVED, TAKEN, is_taken, show_problems
        from cppcc_portal.mkdocs_plugins.watching import watch_by_notice

        if is_taken(server):
            host, port = server.server_address[:2]
            log.error(TAKEN, f"{host!s}:{port}", int(port) + 1)
            raise Abort(NOT_SERVED)
        if not self.config.polling:
            watch_by_notice(server)
        project = project_of(config, self.config)
        for folder in (project.content, *project.themes):
            if folder.is_dir():
                server.watch(str(folder))
        show_problems(server, lambda: tuple(one for one in self.problems if one.is_error or one.is_of_draft))
        return server

    def _end(self, config: MkDocsConfig | None) -> None:
        session, idle = self.session, self.idle
        self.session = self.idle = None
        be_as_before(self.levels)
        if self.warnings is not None:
            self.warnings.end()
        if session is not None:
            self.problems = session.problems
            session.end(config)
        elif idle is not None and config is not None:
            idle.end(config)
