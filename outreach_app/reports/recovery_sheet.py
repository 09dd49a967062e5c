"""The recovery sheet: the code in large letters, for an envelope kept at another place."""

from io import BytesIO
from typing import Final

from outreach_app.reports.pdf import new_canvas
from outreach_app.reports.pdf_pen import Pen
from outreach_app.reports.pdf_style import PERIOD, RULE_COVER, RULE_TOTAL, TITLE, Face, Shade, sheet
from outreach_app.reports.pdf_text import Run, wrap
from outreach_app.words import lookup, say

_CODE_SIZE: Final = 26.0
_BODY: Final = 11.0
_GAP: Final = 16.0
_BLANK: Final = 34.0


def write(code: str) -> bytes:
    """Return the sheet as PDF bytes; `code` is the recovery code in groups of four."""
    target = BytesIO()
    canvas = new_canvas(target, say("recovery.title"))
    pen = Pen(canvas)
    page = sheet()
    left, width, y = page.left, page.width, page.top + 20.0

    def put(text: str, size: float, face: Face = Face.REGULAR, *, after: float = _GAP) -> None:
        nonlocal y
        setting = wrap((Run(text, size, face),), width, size * 1.4)
        pen.setting(left, y, setting)
        y += setting.height + after

    pen.rule(left, y, width, RULE_COVER, Shade.BLACK)
    y += _GAP
    put(say("recovery.title"), TITLE, Face.BOLD)
    put(say("recovery.what"), _BODY)
    groups = code.split("-")
    for part in (groups[:4], groups[4:]):
        put("   ".join(part), _CODE_SIZE, Face.BOLD, after=_GAP / 2)
    y += _GAP
    put(say("recovery.letters"), _BODY)
    put(say("recovery.how_title"), PERIOD, Face.BOLD, after=6.0)
    for line in lookup("recovery.how"):
        put(line, _BODY, after=8.0)
    y += _GAP
    for line in lookup("recovery.blanks"):
        put(line, _BODY, after=_BLANK)
        pen.rule(left, y - 10.0, width, RULE_TOTAL, Shade.EDGE)
    pen.end_page()
    canvas.save()
    return target.getvalue()
