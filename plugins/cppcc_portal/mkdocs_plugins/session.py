"""A session: one build under MkDocs, from the content that was read to the site that is released."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from cppcc_portal.build import Declared, declare, load, new_staging, publish
from cppcc_portal.content import Content, begin, read, read_some
from cppcc_portal.foundation.file_index import FileIndex
from cppcc_portal.foundation.plain_files import is_plain
from cppcc_portal.foundation.problems import ContentError, Problem, report
from cppcc_portal.foundation.whole_build import WholeBuildNeededError
from cppcc_portal.foundation.workers import background
from cppcc_portal.mkdocs_plugins.addresses import named_in, named_records, record_files
from cppcc_portal.mkdocs_plugins.compiling import keep_compiled
from cppcc_portal.mkdocs_plugins.default_layers import add_default_pages
from cppcc_portal.mkdocs_plugins.facts import facts
from cppcc_portal.mkdocs_plugins.idle import Idle
from cppcc_portal.mkdocs_plugins.inputs import frame_inputs
from cppcc_portal.mkdocs_plugins.known_layouts import KnownLayouts, files_in, find_layouts, keep_layouts
from cppcc_portal.mkdocs_plugins.layouts import layout_maker, without_leftovers
from cppcc_portal.mkdocs_plugins.left_out import without_empty, without_left_out
from cppcc_portal.mkdocs_plugins.theme_files import without_hidden, without_theme_assets
from cppcc_portal.mkdocs_plugins.warned import REMINDER, Warned, Warnings, stop_if_warned, tell_again
from cppcc_portal.outlining import outlines_of
from cppcc_portal.outputs.compiled import kept_templates
from cppcc_portal.outputs.layout import Layout
from cppcc_portal.project import Host, Project
from cppcc_portal.publishing.build_stamp import BuildStamp, Inputs, put_digests, put_stamp
from cppcc_portal.publishing.outlines import keep_outlines
from cppcc_portal.publishing.release import Released
from cppcc_portal.records.record_cache import Chunks
from cppcc_portal.views.context import ViewContext

log = logging.getLogger("mkdocs.plugins.portal")
_ABORTED = "网站没有生成：内容有错误（见上面），原来的网站保持原样。"


class Session:
    """The state of one build; made in `on_config`, forgotten at its end.

    `inputs` are None where others may look at more than we know of: then nothing that MkDocs makes is kept.
    """

    def __init__(
        self,
        config: MkDocsConfig,
        project: Project,
        host: Host,
        inputs: Inputs | None,
        seen: FileIndex | None,
        warnings: Warnings,
        end_compiling: Callable[[bool], None],
        begun: Chunks | None,
        empty: frozenset[str],
    ) -> None:
        """Send MkDocs to work in a staging folder, or leave it nothing to do when its frames are known.

        The content is read meanwhile, unless MkDocs has nothing to do or this is a preview, which shows problems at once.
        """
        self.project, self.host, self.inputs, self.seen, self.empty = project, host, inputs, seen, empty
        self.begun = begin(project, host, begun)
        self._content: Content | None = self.begun.content() if host.preview else None
        self.end_compiling = end_compiling
        self.site, self.staging = Path(config.site_dir), new_staging(project)
        self.failed: tuple[Problem, ...] = ()
        self.pages: dict[str, Layout] = {}
        self.layouts: dict[str, Layout] = {}
        self.addresses: list[str] = []
        self.named: Mapping[str, str | None] = {}
        self.declared: Declared | None = None
        self.outlines = ""
        self.idle: Idle | None = None
        self.env: Environment | None = None
        self.files: Files | None = None
        self.nav: Navigation | None = None
        self.warnings = warnings
        settings = self.begun.settings
        self.frame = frame_inputs(config, inputs, f"{settings!r} {sorted(host.features)}")
        self.frame_seen = self.frame.file_index() if self.frame else None
        frames = None
        if self.frame is not None and self.frame_seen is not None:
            frames = find_layouts(project.store, self.site, self.frame, self.frame_seen)
        if frames is not None and self._suffice(frames):
            tell_again(frames.warnings)
            self.idle = Idle(config, project.cache)
            return
        config.site_dir = str(self.staging)
        config.site_name = settings.site.name or config.site_name
        config.theme.static_templates.discard("sitemap.xml")
        if inputs is not None:
            without_hidden(config.theme)

    @property
    def content(self) -> Content:
        """What was read; the build is aborted when it has errors, but for a preview."""
        if self._content is None:
            self._content = self.begun.content()
            if self._content.has_errors and not self.host.preview:
                log.error("\n%s", report(self._content.problems))
                raise Abort(_ABORTED)
        return self._content

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Every problem that was found, none as long as nothing was asked of the content."""
        return (self._content.problems if self._content is not None else ()) + self.failed

    def _suffice(self, frames: KnownLayouts) -> bool:
        """Whether frames from an earlier build hold all that this one needs; if so, take them."""
        if self.content.has_errors or frames.named != named_records(self.content.portal, frames.named):
            return False
        declared = self._declare(frames.pages, frames.addresses)
        if not frames.cover_all(declared.artifacts):
            return False
        self.pages, self.layouts, self.declared = dict(frames.pages), dict(frames.layouts), declared
        frames.stage(self.staging)
        return True

    def _declare(self, pages: Mapping[str, Layout], addresses: Sequence[str]) -> Declared:
        """Declare the site, and keep its outlines meanwhile, which takes a third of the time."""
        keeping = background(self._keep_outlines) if self.inputs is not None else str
        try:
            return declare(self.project, self.content, self.host, pages, addresses)
        finally:
            self.outlines = keeping()

    def _keep_outlines(self) -> str:
        context = ViewContext(self.content.portal, self.host.features, self.project.store)
        items = outlines_of(context, (path for problem in self.content.problems for path in problem.paths))
        return keep_outlines(self.project.store, self.site, items)

    def take_files(self, files: Files, config: MkDocsConfig) -> None:
        """Tell MkDocs the address of every record that a hand-written page names."""
        if self.idle is not None:
            return
        without_theme_assets(files)
        self._refuse_special(files)
        add_default_pages(files, config)
        without_left_out(files, config, self.host.features)
        without_empty(files, config, self.empty)
        paths = named_in(files, self.project.content.name)
        portal = read_some(self.project, self.host, paths, self.begun.words) if self._content is None else None
        self.named = named_records(portal or self.content.portal, paths)
        for file in record_files(self.named, config, self.project.content):
            files.append(file)

    def _refuse_special(self, files: Files) -> None:
        """Abort when a page is a pipe, a socket or a device, for which MkDocs would wait; all other problems are told with it."""
        if all(is_plain(file.abs_src_path) for file in files if file.abs_src_path):
            return
        log.error("\n%s", report(self.content.problems))
        raise Abort(_ABORTED)

    def take_environment(self, env: Environment, files: Files) -> None:
        """Give templates the site's facts, and keep the environment for the layouts."""
        env.globals["portal"] = facts(self.begun.settings, self.host.features, files, self.empty)
        self.env, self.files = env, files
        keep_compiled(env, kept_templates())

    def take_page(self, output: str, page: Page) -> str:
        """Take a hand-written page: it is the layout of what fills its marks, and search reads its words.

        MkDocs writes it into the staging folder, as it would complain of an empty one; `publish` takes it away again.
        """
        if page.file.src_uri.removesuffix("/index.md") not in self.empty:
            self.addresses.append(page.url if page.url != "./" else "")
        self.pages[page.file.dest_uri] = Layout.cut(without_leftovers(output))
        return output

    def take_template(self, output: str) -> str:
        """Take the theme's leftovers out of a page that is no document, such as the 404 page."""
        return without_leftovers(output)

    def publish(self, config: MkDocsConfig) -> None:
        """Publish, unless the content has errors or strict mode has counted a warning."""
        warned = tuple(self.warnings.told)
        if self._content is None:
            load(self.host)
        self._tell_problems()
        if self.content.has_errors:
            return
        stop_if_warned(config)
        declared = self.declared or self._declare(self.pages, self.addresses)
        for mark in sorted(declared.unused_marks):
            log.warning("没有名为 portal:%s 的内容；检查 site_src/ 里的标记和 mkdocs.yml 里的插件", mark)
        stop_if_warned(config)
        for file in self.pages:
            (self.staging / file).unlink(missing_ok=True)
        frames = self._known_layouts(declared, warned, config) if self.idle is None else None
        self.end_compiling(False)
        try:
            done = self._release(declared)
        except ContentError as error:
            self.failed = error.problems
            log.error("\n%s", error)
            if self.host.preview:
                return
            raise Abort(_ABORTED) from error
        log.info("Portal: %d files, %d written, %d removed", done.files, done.written, done.removed)
        if frames is not None:
            keep_layouts(self.project.store, self.site, frames)
        if self.inputs is not None and self.frame is not None and self.seen is not None:
            made = (done.manifest, self.outlines, self.frame.told, tuple(self.warnings.told))
            items = self.content.portal.items.values()
            known = {f"{self.project.root}/{item.path}": item.digest for item in items}
            put_digests(
                self.project.store, self.site, self.seen.digests(known | dict(frames.digests if frames else {}))
            )
            put_stamp(self.project.store, self.site, BuildStamp(self.inputs.told, self.seen, *made, {}))

    def _release(self, declared: Declared) -> Released:
        """Publish; where the cache has lost what was kept a moment ago, once more from nothing."""
        try:
            return self._publish(declared)
        except WholeBuildNeededError:
            self.project.store.forget_all()
            self._content = read(self.project, self.host)
            return self._publish(self._declare(self.pages, self.addresses))

    def _publish(self, declared: Declared) -> Released:
        layouts = self.layouts.__getitem__
        return publish(self.project, self.content, declared, layouts, self.pages, self.staging, self.site)

    def _tell_problems(self) -> None:
        if self.content.has_errors:
            log.error("\n%s", report(self.content.problems))
            return
        for problem in self.content.problems:
            log.log(REMINDER, "%s", problem)

    def _known_layouts(
        self, declared: Declared, warned: tuple[Warned, ...], config: MkDocsConfig
    ) -> KnownLayouts | None:
        """Make the frames that this build needs; return all that MkDocs has made, if it may be kept."""
        assert self.env is not None and self.nav is not None and self.files is not None
        make = layout_maker(self.env, self.nav, self.files, config)
        needed = {one.layout for one in declared.artifacts if one.layout is not None} - set(self.pages)
        self.layouts = {key: make(key) for key in sorted(needed)}
        if self.frame is None or self.frame_seen is None:
            return None
        made = (self.named, self.pages, self.layouts, tuple(self.addresses), files_in(self.staging), warned)
        digests = self.frame_seen.digests({})
        return KnownLayouts(self.frame.told, self.frame_seen, *made, digests)

    def end(self, config: MkDocsConfig | None) -> None:
        """Give MkDocs back what is its own, whatever happened."""
        self.end_compiling(True)
        if self.idle is not None and config is not None:
            self.idle.end(config)
        elif config is not None:
            config.site_dir = str(self.site)
        shutil.rmtree(self.staging, ignore_errors=True)
        self.project.store.close()
