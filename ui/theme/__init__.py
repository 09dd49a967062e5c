"""Colours, sizes and icons by role: the only room that reads tokens.toml or knows a hexadecimal."""

from ui.theme.icons import put_icon, put_status
from ui.theme.roles import restyle, role
from ui.theme.theme import SCHEMES, TEXT_SIZES, Theme, current

__all__ = [
    "SCHEMES",
    "TEXT_SIZES",
    "Theme",
    "current",
    "put_icon",
    "put_status",
    "restyle",
    "role",
]
