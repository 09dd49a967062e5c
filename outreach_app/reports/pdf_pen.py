"""A pen that draws on reportlab's canvas from the top of the page downwards, in grey only."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from typing import Final, Literal, TypeAlias

from reportlab.lib.colors import HexColor
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from outreach_app.reports.pdf_style import PAGE_HEIGHT, Shade, font, sheet
from outreach_app.reports.pdf_tags import Tag, Tags
from outreach_app.reports.pdf_text import Line, Run, Setting, clean

Align: TypeAlias = Literal["left", "right"]
Marker: TypeAlias = Literal["disc", "square", "triangle"]
Point: TypeAlias = tuple[float, float]

_HATCH_STEP: Final = 2.6


class Pen:
    """Draws on one canvas; x from the left edge and y from the top edge, both in points."""

    def __init__(self, canvas: Canvas, tags: Tags | None = None) -> None:
        self._canvas = canvas
        self._outlines = 0
        self._tags = tags
        self._tag: Tag | None = None

    @contextmanager
    def inside(self, tag: Tag | None) -> Iterator[None]:
        """Let what is written belong to an element of the structure; rules and boxes never do.

        A figure takes everything that is drawn.
        """
        before, self._tag = self._tag, tag
        yield
        self._tag = before

    def _mark(self, *, words: bool = False) -> None:
        if self._tags is not None:
            figure = self._tag is not None and self._tag.kind == "Figure"
            self._tags.mark(self._tag if words or figure else None)

    def text(self, x: float, baseline: float, run: Run) -> None:
        """Write one run from x."""
        self._mark(words=True)
        self._canvas.setFillColor(_grey(run.shade))
        self._canvas.setFont(font(run.face), run.size)
        # In a tagged file a blank after each run keeps words apart that only stand apart.
        text = run.text if self._tags is None else f"{run.text} "
        self._canvas.drawString(x, PAGE_HEIGHT - baseline + run.rise, text)

    def line(self, x: float, baseline: float, line: Line) -> None:
        """Write one measured line from x."""
        for placed in line.runs:
            self.text(x + placed.x, baseline, placed.run)

    def setting(
        self, x: float, y: float, setting: Setting, *, width: float = 0.0, align: Align = "left"
    ) -> None:
        """Write lines below y, each at the left or the right of `width`."""
        for index, line in enumerate(setting.lines):
            shift = width - line.width if align == "right" else 0.0
            self.line(x + shift, y + setting.baseline(index), line)

    def rule(self, x: float, y: float, length: float, weight: float, shade: Shade) -> None:
        """Draw a level line."""
        self.path(((x, y), (x + length, y)), weight=weight, shade=shade)

    def path(
        self,
        points: Sequence[Point],
        *,
        weight: float,
        shade: Shade = Shade.BLACK,
        dash: tuple[float, ...] = (),
    ) -> None:
        """Draw lines from point to point."""
        self._mark()
        self._stroke(shade, weight, dash)
        path = self._canvas.beginPath()
        path.moveTo(points[0][0], PAGE_HEIGHT - points[0][1])
        for x, y in points[1:]:
            path.lineTo(x, PAGE_HEIGHT - y)
        self._canvas.drawPath(path, stroke=1, fill=0)

    def box(
        self,
        corner: Point,
        size: Point,
        *,
        fill: Shade | None = None,
        edge: Shade | None = None,
        weight: float = 0.5,
    ) -> None:
        """Draw a rectangle with its top left corner at `corner`."""
        self._mark()
        if fill is not None:
            self._canvas.setFillColor(_grey(fill))
        if edge is not None:
            self._stroke(edge, weight, ())
        x, y = corner
        width, height = size
        self._canvas.rect(
            x,
            PAGE_HEIGHT - y - height,
            width,
            height,
            stroke=int(edge is not None),
            fill=int(fill is not None),
        )

    def hatch(self, corner: Point, size: Point) -> None:
        """Draw a box of slanting lines: something is here, and how much is not said."""
        self._mark()
        x, y = corner
        width, height = size
        self._canvas.saveState()
        clip = self._canvas.beginPath()
        clip.rect(x, PAGE_HEIGHT - y - height, width, height)
        self._canvas.clipPath(clip, stroke=0, fill=0)
        at = -height
        while at < width:
            start = (x + at, y + height)
            self.path((start, (start[0] + height, y)), weight=0.5, shade=Shade.TEXT)
            at += _HATCH_STEP
        self._canvas.restoreState()
        self.box(corner, size, edge=Shade.TEXT, weight=0.5)

    def marker(self, kind: Marker, x: float, y: float) -> None:
        """Draw the sign of a line at one of its points: filled disc, open square, open triangle."""
        self._mark()
        up = PAGE_HEIGHT - y
        self._stroke(Shade.BLACK, 1.0, ())
        if kind == "disc":
            self._canvas.setFillColor(_grey(Shade.BLACK))
            self._canvas.circle(x, up, 2.5, stroke=0, fill=1)
            return
        self._canvas.setFillGray(1)
        if kind == "square":
            self._canvas.rect(x - 2.2, up - 2.2, 4.4, 4.4, stroke=1, fill=1)
            return
        path = self._canvas.beginPath()
        path.moveTo(x, up + 2.9)
        path.lineTo(x - 2.8, up - 2.2)
        path.lineTo(x + 2.8, up - 2.2)
        path.close()
        self._canvas.drawPath(path, stroke=1, fill=1)

    def picture(self, corner: Point, size: Point, data: bytes) -> None:
        """Draw a PNG with its top left corner at `corner`, as large as `size`."""
        self._mark()
        x, y = corner
        width, height = size
        image = ImageReader(BytesIO(data))
        self._canvas.drawImage(image, x, PAGE_HEIGHT - y - height, width, height)

    def outline(self, title: str, y: float) -> None:
        """Put a heading into the list that PDF readers show beside the page."""
        key = f"h{self._outlines}"
        self._outlines += 1
        self._canvas.bookmarkHorizontal(key, 0, PAGE_HEIGHT - y)
        self._canvas.addOutlineEntry(clean(title), key, level=0)

    def end_page(self) -> None:
        """Finish the page."""
        if self._tags is not None:
            self._tags.end_page()
        self._canvas.showPage()

    def _stroke(self, shade: Shade, weight: float, dash: tuple[float, ...]) -> None:
        self._canvas.setStrokeColor(_grey(shade))
        self._canvas.setLineWidth(weight)
        self._canvas.setDash(list(dash))


def _grey(shade: Shade) -> HexColor:
    return HexColor(sheet().greys[shade])
