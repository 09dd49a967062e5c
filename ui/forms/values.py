"""Reading and writing the value of any widget of a form, and hearing that it changed."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QSpinBox, QWidget

from ui.widgets.choices import Choices
from ui.widgets.search_select import SearchSelect


def read(widget: QWidget) -> Any:  # noqa: PLR0911 - one line a kind of widget
    """Return what a widget holds: text, number, yes or no, or a code ("" for none)."""
    match widget:
        case SearchSelect():
            return widget.value()
        case QLineEdit():
            return widget.text()
        case QPlainTextEdit():
            return widget.toPlainText()
        case QSpinBox():
            return widget.value()
        case QCheckBox():
            return widget.isChecked()
        case QComboBox():
            return widget.currentData() if widget.currentData() is not None else ""
        case Choices():
            return widget.value()
        case _:
            return _own(widget, "value")()


def write(widget: QWidget, value: Any) -> None:
    """Put a value into a widget; what a combo box or choice does not offer leaves it unanswered."""
    match widget:
        case SearchSelect():
            widget.set_value(str(value))
        case QLineEdit():
            widget.setText(str(value))
        case QPlainTextEdit():
            widget.setPlainText(str(value))
        case QSpinBox():
            widget.setValue(int(value))
        case QCheckBox():
            widget.setChecked(bool(value))
        case QComboBox():
            widget.setCurrentIndex(max(widget.findData(value), 0))
        case Choices():
            widget.set_value(str(value))
        case _:
            _own(widget, "set_value")(value)


def on_change(widget: QWidget, told: Callable[[], object]) -> None:
    """Call `told` whenever the value of a widget changes by hand."""
    match widget:
        case SearchSelect():
            widget.changed.connect(told)
        case QLineEdit():
            widget.textChanged.connect(lambda _: told())
        case QPlainTextEdit():
            widget.textChanged.connect(told)
        case QSpinBox():
            widget.valueChanged.connect(lambda _: told())
        case QCheckBox():
            widget.toggled.connect(lambda _: told())
        case QComboBox():
            widget.currentIndexChanged.connect(lambda _: told())
        case Choices():
            widget.chosen.connect(lambda _: told())
        case _:
            _own(widget, "changed").connect(lambda *_: told())


def _own(widget: QWidget, name: str) -> Any:
    """Return a member of a widget of our own kind: `value`, `set_value`, the signal `changed`."""
    return getattr(widget, name)
