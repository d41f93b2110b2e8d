"""Steps: brackets are looked for an end no longer than a second, however many of them a text has."""

from __future__ import annotations

from markdown_it.parser_inline import RuleFuncInlineType
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline import image as any_image
from markdown_it.rules_inline import link as any_link

from cppcc_portal.sources.dialect.told import tell

MOST_STEPS = 400_000

_LINE, _STEPS = "line", "steps"


def inline(state: StateCore) -> None:
    """Read the text of each block, with its line noted for the rules that have something to tell."""
    state.env[_STEPS] = 0
    for token in state.tokens:
        if token.type == "inline":
            state.env[_LINE] = token.map[0] if token.map else 0
            token.children = []
            state.md.inline.parse(token.content, state.md, state.env, token.children)


def link(state: StateInline, silent: bool) -> bool:
    """Read a link."""
    return state.src[state.pos] == "[" and _within_steps(any_link, state, silent)


def image(state: StateInline, silent: bool) -> bool:
    """Read a picture."""
    return state.src.startswith("![", state.pos) and _within_steps(any_image, state, silent)


def _within_steps(rule: RuleFuncInlineType, state: StateInline, silent: bool) -> bool:
    """Ask a rule that looks for the end of a bracket; each look may take it to the end of the block."""
    start, env, source = state.pos, state.env, state.src
    closed = source.find("]", start)
    if closed < 0 or env.get(_STEPS, 0) > MOST_STEPS:
        return False
    found = rule(state, silent)
    if found:
        end = state.pos
    else:
        is_short = source.find("[", start + 2, closed) < 0 and not source.startswith("(", closed + 1)
        end = closed if is_short else state.posMax
    env[_STEPS] = env.get(_STEPS, 0) + end - start
    if env[_STEPS] > MOST_STEPS:
        tell(env, env.get(_LINE, 0), "这里的方括号太多，转换不了", "减少方括号，或分成几段")
    return found
