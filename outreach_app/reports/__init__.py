"""Figures to pages: a tree first, a file last."""

import sys
from types import ModuleType

# ReportLab runs what it finds under these names on the path or, with a dot before it, in the home
# folder, and stumbles where that is none. What is printed here depends on nobody's home folder.
for _name in ("reportlab_mods", "reportlab_settings"):
    sys.modules.setdefault(_name, ModuleType(_name))
