"""Checks: what pydantic makes of our models, kept where Python keeps what it makes of our modules.

To load pydantic and to tell it of four kinds takes 0.1 s of processor time, to take what it said then a tenth of that.
"""

from __future__ import annotations

import pickle
from contextlib import suppress
from typing import TYPE_CHECKING

from cppcc_portal.foundation.code import code_digest
from cppcc_portal.foundation.program_cache import PLACE, keep, named
from cppcc_portal.records.model import Model

if TYPE_CHECKING:
    from pydantic_core import CoreSchema

KEPT = PLACE / "checks"
"""Where the checks are, each in a file of its own."""


def check_of(model: type[Model]) -> CoreSchema:
    """Return what checks a model: what was kept by this very program, else what pydantic makes of it now."""
    file = KEPT / named(f"{model.__module__}.{model.__qualname__}")
    with suppress(Exception):
        told, kept = pickle.loads(file.read_bytes())
        if told == code_digest():
            known: CoreSchema = pickle.loads(kept)
            return known
    from cppcc_portal.records.adapting import adapted

    made = adapted(model)
    if _is_ours(model):
        # Where nothing may be written, pydantic is asked again the next time.
        keep(file, pickle.dumps((code_digest(), pickle.dumps(made, 5)), 5))
    return made


def _is_ours(model: type[Model]) -> bool:
    return model.__module__.startswith(__name__.partition(".")[0] + ".")
