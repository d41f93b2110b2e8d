"""Lean templates: what Jinja compiles a template to, without what our templates never ask for.

Our templates print attributes of frozen views and call macros with arguments in order. So an attribute is an attribute
and a call is a call, where Jinja would look for items, contexts and loops; and what is printed is escaped without being
made a `Markup` first, as it goes straight into the page. The same text comes out in half the time.
"""

from __future__ import annotations

import re
from typing import Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator
from markupsafe import Markup, escape

_HARMFUL = re.compile("[&<>'\"]")


def printed(value: Any) -> str:
    """Return a value as a page prints it: escaped, but for what is safe already."""
    if type(value) is str:
        return value if _HARMFUL.search(value) is None else escape(value)
    return value if type(value) is Markup else escape(value)


class LeanGenerator(CodeGenerator):
    """Compiles a template; its environment must have `printed`."""

    def _output_child_pre(self, node: nodes.Expr, frame: Any, finalize: Any) -> None:
        self.write("environment.printed(")

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
