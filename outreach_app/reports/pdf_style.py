"""Type, greys and grid of printed pages; greys, margins and smallest sizes come from the tokens.

All lengths are points. Fonts come from our own resources and are embedded, so that a page looks the
same on every computer and never names a font of the machine it was made on.
"""

import tomllib
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Final

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from outreach_app import paths

PAGE_WIDTH: Final = float(A4[0])
PAGE_HEIGHT: Final = float(A4[1])

TITLE: Final = 21.0
PERIOD: Final = 14.0
SECTION: Final = 11.0
NUMBER: Final = 20.0
PROJECT: Final = 9.4
HEAD: Final = 8.2
DEFINITION: Final = 8.2
FOOT: Final = 7.8
MARK: Final = 7.8

ROW_HEIGHT: Final = 14.2
CELL_PAD: Final = 4.0
COLUMN_GAP: Final = 14.0

RULE_COVER: Final = 2.4
RULE_HEAD: Final = 0.9
RULE_TOTAL: Final = 0.6
RULE_ROW: Final = 0.25

# Most desktop printers leave a strip of about 6 mm white at the foot.
UNPRINTABLE: Final = 17.0


class Face(Enum):
    """The two weights there are; the value is the file's name and reportlab's name for it."""

    REGULAR = "NotoSans-Regular"
    BOLD = "NotoSans-Bold"


class Shade(Enum):
    """A grey by its role; the value is its name in the tokens."""

    BLACK = "black"
    TEXT = "grey_text"
    EDGE = "grey_edge"
    RULE = "grey_rule"
    GROUND = "grey_ground"


@dataclass(frozen=True, slots=True)
class Sheet:
    """The margins in points, the two smallest sizes, and the greys."""

    left: float
    right: float
    top: float
    bottom: float
    body: float
    smallest: float
    greys: dict[Shade, str]

    @property
    def width(self) -> float:
        """The width between the margins."""
        return PAGE_WIDTH - self.left - self.right


@cache
def sheet() -> Sheet:
    """Return the sheet that the tokens describe."""
    tokens = tomllib.loads(paths.resource("theme/tokens.toml").read_text(encoding="utf-8"))["print"]
    margins = {name: float(length) * mm for name, length in tokens["margins_mm"].items()}
    return Sheet(
        left=margins["left"],
        right=margins["right"],
        top=margins["top"],
        bottom=margins["bottom"],
        body=float(tokens["body_pt"]),
        smallest=float(tokens["smallest_pt"]),
        greys={shade: str(tokens[shade.value]) for shade in Shade},
    )


@cache
def font(face: Face) -> str:
    """Return reportlab's name of a face, read and registered at its first use."""
    # Said aloud, because a settings file in somebody's home folder could change the subset.
    made = TTFont(face.value, str(paths.resource(f"fonts/{face.value}.ttf")), asciiReadable=1)
    pdfmetrics.registerFont(made)
    return face.value
