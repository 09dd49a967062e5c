"""Journeys stand on what window tests stand on."""

from tests.ui.conftest import _nothing_asked, _theme_once, background, settings, theme

__all__ = ["_nothing_asked", "_theme_once", "background", "settings", "theme"]
