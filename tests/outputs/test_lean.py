"""Lean templates print what Jinja's own compiler prints, and refuse what it refuses."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment, StrictUndefined, UndefinedError
from markupsafe import Markup, escape

from cppcc_portal.outputs.lean import LeanGenerator, printed

SOURCES = (
    "{{ view.text }}{{ view.number }}{{ view.nothing }}{{ view.safe }}",
    "{% macro m(a, b) %}<b>{{ a }}</b>{{ b.text }}{% endmacro %}{{ m(view.text, view) }}{{ m(b=view, a=1) }}",
    "{% for one in view.many %}{{ one }}{% if not loop.last %}、{% endif %}{% else %}{{ view.text }}{% endfor %}",
    "{{ (view.text if view.number else view.safe).upper() }}{{ (view.text ~ view.safe) | length }}",
    "{{ {'a': view.text}['a'] }}{{ view.text | urlencode }}{{ view.many | join(view.text) }}",
    "{% set one = view.text %}{{ one.strip() }}{% macro c() %}{{ caller() }}{% endmacro %}{% call c() %}{{ one }}{% endcall %}",
)
texts = st.text(alphabet="甲<>&'\"a ", max_size=6)


def rendered(source: str, view: Any, *, lean: bool) -> str:
    environment = Environment(autoescape=True, undefined=StrictUndefined)
    if lean:
        environment.code_generator_class = LeanGenerator
    return environment.from_string(source).render(view=view)


@pytest.mark.parametrize("source", SOURCES)
@given(text=texts, safe=texts, many=st.lists(texts, max_size=3), number=st.integers(0, 9))
def test_a_lean_template_prints_the_same(source: str, text: str, safe: str, many: list[str], number: int) -> None:
    view = SimpleNamespace(text=text, safe=Markup(safe), many=many, number=number, nothing=None)
    assert rendered(source, view, lean=True) == rendered(source, view, lean=False)


@pytest.mark.parametrize("value", ["<", "a&b", "'", '"', Markup("<b>"), None, 3, True])
def test_what_is_printed_is_escaped(value: object) -> None:
    assert printed(value) == escape(value)


@pytest.mark.parametrize("source", ["{{ views }}", "{{ views.text }}", "{{ view.texts }}"])
def test_what_is_not_there_is_refused(source: str) -> None:
    with pytest.raises((UndefinedError, AttributeError)):
        rendered(source, SimpleNamespace(text=""), lean=True)
