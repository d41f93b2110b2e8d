"""Lean templates: what Jinja compiles a template to, without what our templates never ask for.

Our templates print attributes of frozen views and call macros with arguments in order. So an attribute is an attribute
and a call is a call, where Jinja would look for items, contexts and loops; and what is printed is escaped without being
made a `Markup` first, as it goes straight into the page. The same text comes out in half the time.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator
from jinja2.utils import missing
from markupsafe import Markup, escape

_HARMFUL = re.compile("[&<>'\"]")


def printed(value: Any) -> str:
    """Return a value as a page prints it: escaped, but for what is safe already."""
    if type(value) is str:
        return value if _HARMFUL.search(value) is None else escape(value)
    if type(value) is Markup:
        return value
    return str(value) if type(value) is int else escape(value)


class LeanMacro:
    """A macro that takes arguments in order, or by their names; `make` prints it, and what it prints is safe."""

    __slots__ = ("_make", "_names")

    def __init__(self, make: Callable[..., str], names: tuple[str, ...]) -> None:
        self._make, self._names = make, names

    def __call__(self, *given: Any, **named: Any) -> Markup:
        """Print it."""
        if len(given) < len(self._names):
            given += tuple([named.pop(name, missing) for name in self._names[len(given) :]])
        if named:
            raise TypeError(f"a macro takes no {', '.join(named)}")
        # `Markup` itself would look first whether what it is given is safe already.
        return str.__new__(Markup, self._make(*given))


class LeanGenerator(CodeGenerator):
    """Compiles a template."""

    def visit_Template(self, node: nodes.Template, frame: Any = None) -> None:  # noqa: N802
        """Write a template, with what it prints by at hand."""
        self.writeline(f"from {__name__} import LeanMacro, printed")
        super().visit_Template(node, frame)

    def macro_def(self, macro_ref: Any, frame: Any) -> None:
        """Write a macro; one that asks for more than its arguments is left to Jinja."""
        if macro_ref.accesses_caller or macro_ref.accesses_kwargs or macro_ref.accesses_varargs:
            super().macro_def(macro_ref, frame)
            return
        self.write(f"LeanMacro(macro, {tuple(argument.name for argument in macro_ref.node.args)!r})")

    def _output_child_pre(self, node: nodes.Expr, frame: Any, finalize: Any) -> None:
        self.write("printed(")

    def visit_Getattr(self, node: nodes.Getattr, frame: Any) -> None:  # noqa: N802
        """Write an attribute."""
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def visit_Call(self, node: nodes.Call, frame: Any, forward_caller: bool = False) -> None:  # noqa: N802
        """Write a call; what has more than arguments in order is left to Jinja."""
        if node.kwargs or node.dyn_args or node.dyn_kwargs or forward_caller:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for number, argument in enumerate(node.args):
            self.write(", " if number else "")
            self.visit(argument, frame)
        self.write(")")
