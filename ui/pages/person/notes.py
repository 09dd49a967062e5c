"""Under the head of a person's page: on the child path, has died, and what was just done."""

from PySide6.QtCore import QObject, QTimer, Signal

from outreach_app.casework.folder import Folder
from outreach_app.words import say
from ui.widgets.notice import Notice


class Notes(QObject):
    """Three notices, hidden while there is nothing to say. Signal: `wanted` carries what to do."""

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._whose = ""
        self.done = Notice("ok", " ", closable=True, name="person.done")
        self.young = Notice(
            "info",
            say("person.young.title"),
            say("person.young.text"),
            actions=(("young", say("person.young.raise")),),
            icon="safeguarding",
            quiet=True,
            name="person.young",
        )
        self.died = Notice(
            "info",
            say("death.saved"),
            actions=(("undo_died", say("person.died.wrong")),),
            icon="flower-outline",
            quiet=True,
            name="person.died",
        )
        for each in (self.done, self.young, self.died):
            each.hide()
            each.pressed.connect(self.wanted)

    def show_folder(self, folder: Folder) -> None:
        """Show what a record asks for; what was done on another one is forgotten."""
        same = folder.card.id == self._whose
        if not same:
            self._whose = folder.card.id
            self.done.hide()
        death = folder.known.death
        self.young.setVisible(folder.card.young and death is None)
        just_died = death is not None and death.may_undo
        was_said = not self.died.isHidden()
        self.died.setVisible(just_died)
        if same and just_died and not was_said:
            # It was written down a moment ago, over this very record.
            QTimer.singleShot(0, self.died, self.died.take_focus)

    def compact(self, width_class: str) -> None:
        """Say no more than the title where there is hardly room for the record."""
        for each in (self.young, self.done):
            each.text.setVisible(width_class != "tiny" and bool(each.text.text()))

    def tell(self, title: str, text: str) -> None:
        """Say what was done."""
        self.done.say(title, text)
        self.done.show()
        # The question over the page gives the focus back to its button first.
        QTimer.singleShot(0, self.done, self.done.take_focus)
