"""Small things the cards of Today share."""

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QLayout, QWidget

from outreach_app.words import say


def holder(layout: QLayout) -> QWidget:
    """Put a layout into a widget of its own, so that it can be hidden."""
    made = QWidget()
    made.setLayout(layout)
    return made


def shown_name(name: str) -> str:
    """Return a name as it is spoken to: a sign-in name begins with a capital."""
    return name[:1].upper() + name[1:]


def together(codes: Sequence[str], names: Mapping[str, str]) -> str:
    """Name colleagues: "Daya", "Daya and Mo", "Daya, Mo and Sam"."""
    spoken = [shown_name(names.get(code, code)) for code in codes]
    if len(spoken) < 2:
        return "".join(spoken) or say("today.session.nobody")
    return say("today.session.and", first=", ".join(spoken[:-1]), last=spoken[-1])
