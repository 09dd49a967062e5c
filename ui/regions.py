"""From one region of the window to the next by key: the page, its panel and save bar, the bars."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget

from ui.page import Page
from ui.widgets.panel import SidePanel
from ui.widgets.savebar import SaveBar


def of(page: Page | None, *bars: QWidget) -> list[QWidget]:
    """Return the regions that are there now, in the order of the keys."""
    found: list[QWidget] = []
    if page is not None:
        found.append(page)
        found += [panel for panel in page.findChildren(SidePanel) if panel.isVisible()]
        found += [bar for bar in page.findChildren(SaveBar) if bar.isVisible()]
    return found + [bar for bar in bars if bar.isVisible()]


def move(regions: list[QWidget], focused: QWidget | None, step: int) -> None:
    """Move the focus by so many regions; one without anything to focus is passed over."""
    holding = [
        number
        for number, region in enumerate(regions)
        if focused is not None and region.isAncestorOf(focused)
    ]
    # The last one that holds it is the innermost: panel and save bar lie inside the page.
    here = holding[-1] if holding else -1
    for offset in range(1, len(regions) + 1):
        if focus_first(regions[(here + step * offset) % len(regions)]):
            return


def focus_first(region: QWidget) -> bool:
    """Focus the first thing in a region that takes it; False when there is none."""
    for widget in region.findChildren(QWidget):
        if (
            widget.isVisible()
            and widget.isEnabled()
            and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        ):
            widget.setFocus(Qt.FocusReason.ShortcutFocusReason)
            _bring_into_sight(widget)
            return True
    return False


def _bring_into_sight(widget: QWidget) -> None:
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(widget, 20, 60)
        above = above.parentWidget()
