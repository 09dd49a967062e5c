"""Journeys stand on what window tests stand on."""

from tests.ui.conftest import (
    _no_copy_by_itself,
    _nothing_asked,
    _theme_once,
    background,
    settings,
    theme,
)

__all__ = [
    "_no_copy_by_itself",
    "_nothing_asked",
    "_theme_once",
    "background",
    "settings",
    "theme",
]
