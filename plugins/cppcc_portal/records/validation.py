"""Validation: raw values of a file held against a model, by pydantic's core; loaded only where a file is read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, TypeVar

from pydantic_core import SchemaValidator, ValidationError

from cppcc_portal.records.checks import check_of
from cppcc_portal.records.model import Model

Checked = TypeVar("Checked", bound=Model)


def checked(model: type[Checked], values: Any) -> tuple[Checked | None, Sequence[Mapping[str, Any]]]:
    """Return what a model makes of raw values, or None with every fault that pydantic 2 found."""
    of: type = model
    try:
        made: Checked = _validator(of).validate_python(values)
    except ValidationError as error:
        return None, error.errors(include_url=False)
    return made, ()


def prepare(models: Iterable[type[Model]]) -> None:
    """Bring to hand what checks models, before the first values of them are checked."""
    for model in models:
        of: type = model
        _validator(of)


@cache
def _validator(model: type) -> SchemaValidator:
    return SchemaValidator(check_of(model))
