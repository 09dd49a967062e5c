"""How a widget says which part it plays, so that the sheet can dress it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def restyle(widget: QWidget) -> None:
    """Let the sheet look at a widget again after one of its properties changed."""
    if not widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        return  # it is dressed when it is first shown, with whatever it says then
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.updateGeometry()
    widget.update()


def role(widget: QWidget, name: str) -> None:
    """Give a widget its part: ``h1``, ``muted``, ``card``, ``primary``… as named in the sheet."""
    if widget.property("role") != name:
        widget.setProperty("role", name)
        restyle(widget)
