"""Keeps the interpreter standing under Qt's bindings on Python 3.11.

PySide6 6.12 is built for interpreters in which `None` is immortal (Python 3.12 and later). On 3.11
every call that answers None takes one reference of it away and gives none back, until the
interpreter ends itself with "deallocating None": after some thousands of calls, in the middle of
somebody's typing. `tests/ui/test_steady.py` shows both halves, and will tell when this can go.
"""

import ctypes
import sys


def hold_none() -> None:
    """Give `None` so many references on Python 3.11 that it can never be used up."""
    if sys.version_info < (3, 12):
        ctypes.c_ssize_t.from_address(id(None)).value += sys.maxsize // 4
