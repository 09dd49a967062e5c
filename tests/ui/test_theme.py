import re
from pathlib import Path

import pytest
import qtawesome
from PySide6.QtGui import QFontInfo

from outreach_app import paths
from ui.theme import Theme, fonts, sheet
from ui.theme.contrast import contrast
from ui.theme.icons import glyph
from ui.theme.tokens import tokens

REPOSITORY = Path(__file__).resolve().parents[2]
SOFT = ("ok", "caution", "stop", "info", "neutral", "private")
GROUNDS = ("surface", "canvas", "sunken", "selection")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_can_be_read(scheme: str) -> None:
    colours = tokens().colours[scheme]
    pairs = [(ink, ground) for ink in ("ink", "ink_muted", "ink_faint") for ground in GROUNDS]
    pairs += [("ink", "nav"), ("ink_muted", "nav"), ("on_accent", "accent"), ("ink", "mark")]
    pairs += [("accent", ground) for ground in ("surface", "canvas", "accent_soft")]
    pairs += [(tone, f"{tone}_soft") for tone in SOFT]
    pairs += [("ink", f"{tone}_soft") for tone in SOFT]
    low = {pair: contrast(colours[pair[0]], colours[pair[1]]) for pair in pairs}
    assert {pair: ratio for pair, ratio in low.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_edges_and_focus_can_be_seen(scheme: str) -> None:
    colours = tokens().colours[scheme]
    pairs = [
        (edge, ground)
        for edge in ("line_strong", "focus", "accent", "stop")
        for ground in ("surface", "canvas", "sunken", "nav")
    ]
    assert all(contrast(colours[one], colours[other]) >= 3.0 for one, other in pairs)


def test_every_icon_is_in_the_font(theme: Theme) -> None:
    names = [glyph(role) for role in tokens().icons]
    names += [glyph(status.icon) for status in tokens().status.values()]
    for name in names:
        assert not qtawesome.icon(name, color="#000000").isNull(), name


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_drawn_marks_use_the_tokens(scheme: str) -> None:
    allowed = {colour.lower() for colour in tokens().colours[scheme].values()}
    for picture in paths.resource(f"icons/{scheme}").glob("*.svg"):
        found = re.findall(r"#[0-9A-Fa-f]{6}", picture.read_text(encoding="utf-8"))
        assert found
        assert {colour.lower() for colour in found} <= allowed, picture.name


@pytest.mark.parametrize("percent", [90, 100, 115, 130, 150])
def test_sheet_is_complete_and_grows_with_the_text(theme: Theme, percent: int) -> None:
    theme.choose("dark", percent)
    assert theme.font().pixelSize() == theme.px(13)
    text = sheet.compose(theme.hexadecimal, theme.px, dark=True)
    assert "${" not in text
    assert f"font-size: {theme.px(21)}px" in text


def test_bundled_fonts_are_used(theme: Theme) -> None:
    assert set(fonts.register()) == {"Noto Sans", "Noto Sans Mono"}
    assert QFontInfo(theme.font()).family() == "Noto Sans"


def test_room_is_measured_in_text(theme: Theme) -> None:
    assert theme.breakpoint(1366) == "wide"
    assert theme.breakpoint(1100) == "middle"
    assert theme.breakpoint(900) == "narrow"
    assert theme.breakpoint(683) == "tiny"
    theme.choose(percent=150)
    assert theme.breakpoint(1366) == "narrow"


def test_no_colour_outside_the_theme() -> None:
    colour = re.compile(r"#[0-9A-Fa-f]{3,8}\b|QColor\([0-9\"']|setStyleSheet\(")
    theme_room = REPOSITORY / "ui" / "theme"
    found = [
        f"{path.name}: {line.strip()}"
        for path in sorted((REPOSITORY / "ui").rglob("*.py"))
        if theme_room not in path.parents
        for line in path.read_text(encoding="utf-8").splitlines()
        if colour.search(line)
    ]
    assert found == []
