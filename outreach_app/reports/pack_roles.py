"""Who makes a project's own packs: the lead, and whoever makes reports."""

from typing import Final

# Codes of list ``user_role``.
KEEPERS: Final = ("lead", "reporter")
