"""axe-core with all its rules, best practices and experiments among them, finds nothing on any page family.

Contrast beyond AA (7 : 1 for everything, not for running text alone) is what elder mode is for, and is asked of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from typing import Literal

import pytest
from browsing import DESK, EVERY_FAMILY, FAMILIES, PHONE, Visit

pytestmark = pytest.mark.browser

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
RUN = """async ([isElder, onlyColours]) => {
  const values = axe.getRules().map(one => one.ruleId)
    .filter(id => (isElder || id !== 'color-contrast-enhanced') && (!onlyColours || id.startsWith('color-contrast')));
  const { violations } = await axe.run({ resultTypes: ['violations'], runOnly: { type: 'rule', values } });
  return violations.flatMap(one => one.nodes.map(node => `${one.id}: ${node.target} ${node.failureSummary}`));
}"""

Scheme = Literal["light", "dark"]
# Mode: window, colours, elder mode, and whether only the colours differ from a mode before it.
MODES: Mapping[str, tuple[dict[str, int], Scheme, bool, bool]] = {
    "light": (DESK, "light", False, False),
    "dark": (DESK, "dark", False, True),
    "phone": (PHONE, "light", False, False),
    "elder": (DESK, "light", True, False),
    "elder, dark phone": (PHONE, "dark", True, True),
}


@pytest.mark.proves("用 axe-core 的全部规则检查每一类页面，浅色、深色、手机、长者模式都没有发现问题")
@pytest.mark.parametrize("family", EVERY_FAMILY)
def test_axe_finds_nothing_in_any_mode(shared: Visit, family: str) -> None:
    page = shared.go(FAMILIES[family])
    page.wait_for_load_state("networkidle")
    page.evaluate(AXE)
    found = []
    for mode, (window, scheme, is_elder, only_colours) in MODES.items():
        page.set_viewport_size(window)  # type: ignore[arg-type]
        page.emulate_media(color_scheme=scheme)
        page.evaluate("on => document.documentElement.toggleAttribute('data-zx-elder', on)", is_elder)
        found += [f"{mode}: {one}" for one in page.evaluate(RUN, [is_elder, only_colours])]
    assert found == []


def test_axe_would_find_what_is_wrong(shared: Visit) -> None:
    page = shared.go("privacy/")
    page.evaluate(AXE)
    page.evaluate(
        "document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=\"x.png\"><button></button>')"
    )
    found = page.evaluate(RUN, [False, False])
    assert {"image-alt", "button-name"} <= {one.split(":")[0] for one in found}
