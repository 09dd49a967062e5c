"""A pen that draws as ever and remembers where: for looking at measured boxes."""

from dataclasses import dataclass
from io import BytesIO
from itertools import combinations

from outreach_app.reports.document import Document
from outreach_app.reports.pdf import lay_out, new_canvas
from outreach_app.reports.pdf_pen import Pen, Point
from outreach_app.reports.pdf_style import PAGE_HEIGHT, UNPRINTABLE, sheet
from outreach_app.reports.pdf_text import Run, width_of


@dataclass(frozen=True, slots=True)
class Box:
    """Where a run stands, from the top of its capitals to the foot of its descenders."""

    page: int
    left: float
    top: float
    right: float
    bottom: float
    text: str

    def touches(self, other: "Box") -> bool:
        hair = 0.2
        return (
            self.page == other.page
            and min(self.right, other.right) - max(self.left, other.left) > hair
            and min(self.bottom, other.bottom) - max(self.top, other.top) > hair
        )


class RecordingPen(Pen):
    """Draws, and keeps the boxes of all text and of all hatching."""

    def __init__(self) -> None:
        super().__init__(new_canvas(BytesIO(), "recorded"))
        self.page = 1
        self.boxes: list[Box] = []
        self.hatches: list[tuple[Point, Point]] = []

    def text(self, x: float, baseline: float, run: Run) -> None:
        super().text(x, baseline, run)
        foot = baseline - run.rise
        self.boxes.append(
            Box(
                self.page,
                x,
                foot - 0.72 * run.size,
                x + width_of(run),
                foot + 0.2 * run.size,
                run.text,
            )
        )

    def hatch(self, corner: Point, size: Point) -> None:
        super().hatch(corner, size)
        self.hatches.append((corner, size))

    def end_page(self) -> None:
        super().end_page()
        self.page += 1


def recorded(document: Document) -> RecordingPen:
    pen = RecordingPen()
    lay_out(document).draw(pen)
    return pen


def collisions(pen: RecordingPen) -> list[tuple[Box, Box]]:
    return [(one, other) for one, other in combinations(pen.boxes, 2) if one.touches(other)]


def outside(pen: RecordingPen) -> list[Box]:
    paper = sheet()
    return [
        box
        for box in pen.boxes
        if box.left < paper.left - 0.1
        or box.right > paper.left + paper.width + 0.1
        or box.top < paper.top - 0.1
        or box.bottom > PAGE_HEIGHT - UNPRINTABLE + 0.1
    ]
