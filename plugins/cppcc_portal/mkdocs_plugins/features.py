"""Features under MkDocs: plugins whose presence in `mkdocs.yml` switches an feature on; what they do is in the feature registry."""

from __future__ import annotations

from mkdocs.config import config_options as option
from mkdocs.config.base import Config
from mkdocs.plugins import BasePlugin

from cppcc_portal.foundation.settings import FEED_FORMS


class SearchConfig(Config):
    """Options of the `portal-search` plugin."""

    while_serving = option.Type(bool, default=True)


class NoOptions(Config):
    """A plugin that only switches an feature on has no options."""


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


class DutyPlugin(BasePlugin[NoOptions]):
    """Data sheets and the figures of each year (履职统计)."""


class FeedsConfig(Config):
    """Options of the `portal-feeds` plugin."""

    formats = option.ListOfItems(option.Choice(FEED_FORMS), default=list(FEED_FORMS))
    calendars = option.Type(bool, default=True)


class StudiosPlugin(BasePlugin[NoOptions]):
    """Member studios with their duty rota (委员工作室)."""


class WorksPlugin(BasePlugin[NoOptions]):
    """Speeches (大会发言), documents (制度文件), programmes (活动平台) and topics (专题)."""


class FeedsPlugin(BasePlugin[FeedsConfig]):
    """Feeds in RSS, Atom and JSON Feed (订阅), or in some of these, and calendars; `calendars: false` leaves the latter out."""


class DataPlugin(BasePlugin[NoOptions]):
    """Open data in JSON and CSV (开放数据)."""


class NoticeboardPlugin(BasePlugin[NoOptions]):
    """Sheets for the notice board and bulletins, to be printed (宣传栏、简报)."""


class SearchPlugin(BasePlugin[SearchConfig]):
    """The search page and its index (搜索); `while_serving: false` leaves both out of a preview."""
