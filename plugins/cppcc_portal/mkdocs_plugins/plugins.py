"""The plugins: `portal` composes, each other one switches an outlet on, so that `mkdocs.yml` lists the features."""

from __future__ import annotations

import logging
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from jinja2 import Environment, FileSystemBytecodeCache
from mkdocs.config import config_options as option
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from cppcc_portal.build import Content, Host, Project, declare, new_staging, publish, read
from cppcc_portal.catalogue import EVERY_OUTLET
from cppcc_portal.foundation.clock import as_of
from cppcc_portal.foundation.problems import Problem, report
from cppcc_portal.foundation.settings import FEED_FORMS
from cppcc_portal.mkdocs_plugins.addresses import record_files, without_theme_assets
from cppcc_portal.mkdocs_plugins.facts import facts
from cppcc_portal.mkdocs_plugins.serving import show_problems
from cppcc_portal.mkdocs_plugins.shells import shell_maker, without_leftovers
from cppcc_portal.outputs.shell import MARK, Shell

log = logging.getLogger("mkdocs.plugins.portal")


class PortalConfig(Config):
    """Options of the `portal` plugin."""

    content_dir = option.Type(str, default="content")
    cache_dir = option.Type(str, default=".cache")


@dataclass
class Session:
    """The state of one build; made in `on_config`, forgotten at its end."""

    project: Project
    host: Host
    content: Content
    site: Path
    staging: Path
    pages: dict[str, Shell] = field(default_factory=dict)
    addresses: list[str] = field(default_factory=list)
    env: Environment | None = None
    nav: Navigation | None = None
    files: Files | None = None


class PortalPlugin(BasePlugin[PortalConfig]):
    """Reads the records, lets MkDocs render its own pages into a staging folder, and publishes everything at the end."""

    def __init__(self) -> None:
        self.is_serving = False
        self.problems: tuple[Problem, ...] = ()
        self.session: Session | None = None

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember whether this is a preview; MkDocs keeps the plugin from one rebuild to the next."""
        self.is_serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read everything before any other plugin is asked for files."""
        project = _project(config, self.config)
        host = _host(config, self.is_serving)
        content = read(project, host)
        self.problems = content.problems
        if content.has_errors and not self.is_serving:
            raise PluginError("\n" + report(content.problems))
        if content.has_errors:
            log.error("\n%s", report(content.problems))
        else:
            for problem in content.problems:
                log.warning("%s", problem)
        self.session = Session(project, host, content, Path(config.site_dir), new_staging(project))
        config.site_dir = str(self.session.staging)
        config.site_name = content.portal.settings.site.name or config.site_name
        config.theme.static_templates.discard("sitemap.xml")
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Tell MkDocs the address of every record."""
        session = self._session()
        without_theme_assets(files)
        for file in record_files(session.content.portal, config, session.project.content, files):
            files.append(file)
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Keep the navigation for the shells."""
        self._session().nav = nav
        return nav

    @event_priority(-100)
    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Give templates the site's facts, and keep the environment for the shells."""
        session = self._session()
        env.globals["portal"] = facts(session.content.portal.settings, session.host.outlets, files)
        session.env, session.files = env, files
        if env.bytecode_cache is None:
            # Compiling the theme's templates costs a small build a third of its time.
            compiled = session.project.cache / "theme"
            compiled.mkdir(parents=True, exist_ok=True)
            env.bytecode_cache = FileSystemBytecodeCache(str(compiled))
        return env

    @event_priority(-100)
    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Withhold a hand-written page with marks: it is the shell of what fills them."""
        session = self._session()
        session.addresses.append(page.url if page.url != "./" else "")
        output = without_leftovers(output)
        if not MARK.search(output):
            return output
        session.pages[page.file.dest_uri] = Shell.cut(output)
        return ""

    def on_post_template(self, output: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Take the theme's leftovers out of the 404 page too."""
        return without_leftovers(output)

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Publish, unless the content has errors or strict mode is about to abort."""
        session = self._session()
        try:
            if not session.content.has_errors and not _will_abort(config):
                self._publish(session, config)
        finally:
            self._end(config)

    def on_build_error(self, *, error: Exception) -> None:
        """Leave the site as it was."""
        if self.session is not None:
            shutil.rmtree(self.session.staging, ignore_errors=True)
            self.session = None

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        """Watch the records and templates, and put problems on top of the page."""
        project = _project(config, self.config)
        for folder in (project.content, *project.themes):
            if folder.is_dir():
                server.watch(str(folder))
        show_problems(server, lambda: tuple(one for one in self.problems if one.is_error))
        return server

    def _publish(self, session: Session, config: MkDocsConfig) -> None:
        assert session.env is not None and session.nav is not None and session.files is not None
        declared = declare(session.project, session.content, session.host, session.pages, session.addresses)
        for mark in sorted(declared.unused_marks):
            log.warning("没有名为 portal:%s 的内容；检查 site_src/ 里的标记和 mkdocs.yml 里的插件", mark)
        if _will_abort(config):
            return
        shells = shell_maker(session.env, session.nav, session.files, config)
        done = publish(session.project, session.content, declared, shells, session.pages, session.staging, session.site)
        log.info("Portal: %d files, %d written, %d removed", done.files, done.written, done.removed)

    def _end(self, config: MkDocsConfig) -> None:
        session, self.session = self._session(), None
        config.site_dir = str(session.site)
        shutil.rmtree(session.staging, ignore_errors=True)

    def _session(self) -> Session:
        assert self.session is not None, "on_config comes first"
        return self.session


def _project(config: MkDocsConfig, options: PortalConfig) -> Project:
    root = Path(config.config_file_path).parent if config.config_file_path else Path.cwd()
    custom = Path(config.theme.custom_dir) if config.theme.custom_dir else root / "theme_overrides"
    content = (root / options.content_dir).resolve()
    if content.parent != root.resolve():
        raise ConfigurationError(
            f"content_dir 写的是「{options.content_dir}」；改成项目目录下的一个文件夹，例如 content"
        )
    return Project(root.resolve(), content, (custom,), root.resolve() / options.cache_dir)


def _host(config: MkDocsConfig, is_serving: bool) -> Host:
    if not config.site_url:
        raise ConfigurationError("mkdocs.yml 里没有 site_url；写上网站的完整网址，例如 https://zx.example.gov.cn/")
    site_url = config.site_url if config.site_url.endswith("/") else config.site_url + "/"
    named = {name.partition("/")[2] or name for name in config.plugins}
    outlets = frozenset(named) & EVERY_OUTLET
    feeds = next((one.config.formats for one in config.plugins.values() if isinstance(one, FeedsPlugin)), [])
    if not feeds and "portal-feeds" in outlets:
        raise ConfigurationError(
            f"portal-feeds 的 formats 是空的；写上 {'、'.join(FEED_FORMS)} 中的几种，不要订阅就删去这个插件"
        )
    in_order = tuple(form for form in FEED_FORMS if form in feeds)
    return Host(site_url, config.use_directory_urls, as_of(), is_serving, outlets, in_order)


def _will_abort(config: MkDocsConfig) -> bool:
    """Whether strict mode has counted a warning and will abort once this event is over (MkDocs 1.6.1, ProperDocs 1.6.7)."""
    if not config.strict:
        return False
    for name in ("mkdocs", "properdocs"):
        for handler in logging.getLogger(name).handlers:
            counts = getattr(handler, "get_counts", None)
            if counts and counts():
                return True
    return False


class NoOptions(Config):
    """A plugin that only switches an outlet on has no options."""


class MembersPlugin(BasePlugin[NoOptions]):
    """Member profile pages and the directory (委员)."""


class TimelinePlugin(BasePlugin[NoOptions]):
    """The timeline and the pages of activities (履职动态)."""


class ProposalsPlugin(BasePlugin[NoOptions]):
    """Proposals and how they were handled (提案)."""


class HistoryPlugin(BasePlugin[NoOptions]):
    """Cultural and historical material (文史)."""


class ColumnsPlugin(BasePlugin[NoOptions]):
    """Achievements (履职成果) and notices (公告)."""


class ConsultationPlugin(BasePlugin[NoOptions]):
    """Consultation plans and their topics (协商计划)."""


class VoicesPlugin(BasePlugin[NoOptions]):
    """What was suggested and what came of it: suggestions, opinions, recommendations (建言落实)."""


class FeedsConfig(Config):
    """Options of the `portal-feeds` plugin."""

    formats = option.ListOfItems(option.Choice(FEED_FORMS), default=list(FEED_FORMS))


class StudiosPlugin(BasePlugin[NoOptions]):
    """Member studios with their duty rota (委员工作室)."""


class WorksPlugin(BasePlugin[NoOptions]):
    """Speeches (大会发言), documents (制度文件), programmes (活动平台) and topics (专题)."""


class FeedsPlugin(BasePlugin[FeedsConfig]):
    """Feeds in RSS, Atom and JSON Feed (订阅), or in some of these."""


class DataPlugin(BasePlugin[NoOptions]):
    """Open data in JSON and CSV (开放数据)."""


class NoticeboardPlugin(BasePlugin[NoOptions]):
    """Sheets for the notice board and bulletins, to be printed (宣传栏、简报)."""
