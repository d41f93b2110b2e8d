"""Cards: what stands beside a link to this site when somebody passes it on: a title, what it is, and whose site it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from cppcc_portal.foundation.fonts import Font
from cppcc_portal.views.blocks.head import CARDED, card_file
from cppcc_portal.views.context import ViewContext
from cppcc_portal.views.recipe import Recipe


class CardView(NamedTuple):
    """One card: a large title, a small line below it, the site's name, and the font to draw them with."""

    title: str
    line: str
    site_name: str
    font: Font


def recipes(context: ViewContext) -> Iterator[Recipe]:
    """Yield a card for the site, each column, each member and each unit; none where there is no font to draw with."""
    settings = context.portal.settings
    if settings.font is None:
        return
    of = (settings.site.name, settings.font)
    if context.is_whole:
        yield Recipe(card_file("site"), "card", card_view, (settings.site.name, settings.site.tagline or "", *of))
        for column, title in sorted(CARDED.items()):
            yield Recipe(card_file(column), "card", card_view, (title, "", *of))
    for item in filter(context.touches_itself, context.portal.of_kind("member")):
        card = context.cards[item.id]
        line = card.unit.title if card.unit else "政协委员"
        yield Recipe(card_file(f"members/{item.id}"), "card", card_view, (card.name, line, *of))
    for item in filter(context.touches_itself, context.portal.of_kind("unit")):
        yield Recipe(card_file(f"units/{item.id}"), "card", card_view, (item.record.title, "", *of))


def card_view(title: str, line: str, site_name: str, font: Font) -> CardView:
    """Return a card; the site's own does not say its name twice."""
    return CardView(title, line, "" if title == site_name else site_name, font)
