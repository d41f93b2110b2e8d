"""Stubs: what stays at the address of a record that was withdrawn (撤回)."""

from __future__ import annotations

from cppcc_portal.foundation.frozen import frozen
from cppcc_portal.portal.item import Item
from cppcc_portal.portal.portal import Portal
from cppcc_portal.portal.routes import file_of
from cppcc_portal.records.fields import Withdrawal
from cppcc_portal.records.registry import KIND
from cppcc_portal.views.blocks.entry import Named
from cppcc_portal.views.blocks.head import Head, SiteView, head
from cppcc_portal.views.recipe import Recipe


@frozen
class StubView:
    """What stays at the address of a withdrawn record: when and why, nothing of what it said."""

    template: str
    head: Head
    crumbs: tuple[Named, ...]
    kind_label: str
    withdrawn: Withdrawal | None


def stub_recipe(portal: Portal, item: Item, site: SiteView) -> Recipe:
    """Return the recipe of a withdrawn record's stub."""
    kind = item.kind
    crumbs = (Named("首页", portal.routes.page("")),)
    of = (site, KIND[kind].label, item.record.withdrawn, item.address, crumbs)
    return Recipe(file_of(item.address), "page", stub_view, of, KIND[kind].column)


def stub_view(
    site: SiteView, kind_label: str, withdrawn: Withdrawal | None, address: str, crumbs: tuple[Named, ...]
) -> StubView:
    """Return the stub of a withdrawn record."""
    title = f"这条{kind_label}已经撤回"
    return StubView(
        "portal/withdrawn.html",
        head(site, title, title, address, crumbs=crumbs, is_indexed=False),
        crumbs,
        kind_label,
        withdrawn,
    )
