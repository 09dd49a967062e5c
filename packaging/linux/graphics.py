"""Before anything else of the built program on Linux: Qt asks for libraries of the display.

Without them it does not even load, though the window never draws with OpenGL. Where the computer
lacks one, the one that came along stands in; where it has its own, that is not touched.
"""

import ctypes
import sys
from pathlib import Path

_folder = Path(getattr(sys, "_MEIPASS", ""), "graphics")
for _name in (_folder / "order.txt").read_text(encoding="ascii").split():
    try:
        ctypes.CDLL(_name)
    except OSError:
        if (_folder / _name).exists():
            ctypes.CDLL(str(_folder / _name), mode=ctypes.RTLD_GLOBAL)
