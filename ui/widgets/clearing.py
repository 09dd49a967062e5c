"""Taking everything out of a layout before it is filled anew."""

from PySide6.QtWidgets import QLayout


def clear(layout: QLayout) -> None:
    """Remove and destroy every widget of a layout, in the layouts inside it too."""
    while (item := layout.takeAt(0)) is not None:
        inner = item.layout()
        if inner is not None:
            clear(inner)
        old = item.widget()
        if old is not None:
            old.hide()
            old.setParent(None)
            old.deleteLater()
