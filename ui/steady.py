"""Keeps the interpreter standing under Qt's bindings on Python 3.11.

PySide6 6.12 is built for interpreters in which `None`, `True` and `False` are immortal (Python 3.12
and later). On 3.11 every call that answers None, and every signal that is sent, takes one reference
away and gives none back, until the interpreter ends itself with "deallocating None": after some
thousands of calls, in the middle of somebody's typing. `tests/ui/test_steady.py` shows both halves,
and will tell when this can go.
"""

import ctypes
import sys


def hold_constants() -> None:
    """Give the constants so many references on Python 3.11 that they can never be used up."""
    if sys.version_info < (3, 12):
        for constant in (None, True, False, NotImplemented, Ellipsis):
            ctypes.c_ssize_t.from_address(id(constant)).value += sys.maxsize // 4
