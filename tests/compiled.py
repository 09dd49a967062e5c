"""Every statement is compiled once for all casebooks of a run, as it is for one casebook of a day.

Each test has a casebook of its own, and its engine would compile every statement anew: a tenth of
all the time the tests take. The program never shares this between casebooks, because a compiled
statement keeps the values it was first compiled with.
"""

from typing import Any

import pytest
from sqlalchemy import Engine, create_engine
from sqlalchemy.util import LRUCache
from sqlcipher3 import dbapi2

from outreach_app.storage import engine

# More than the program has; each casebook alone keeps 500.
_STATEMENTS = 5000


def share(patch: pytest.MonkeyPatch) -> None:
    """Give every engine made from now on one dialect, and one memory of compiled statements."""
    first = create_engine("sqlite://", module=dbapi2)
    with first.connect():
        pass  # now the dialect knows which SQLite it speaks to
    compiled: LRUCache[Any, Any] = LRUCache(_STATEMENTS)

    def make(*words: Any, **options: Any) -> Engine:
        made = create_engine(*words, **options)
        made.dialect = first.dialect
        made._compiled_cache = compiled
        return made

    patch.setattr(engine, "create_engine", make)
