"""Building a warning: facts at the left, words in the middle, how it will look at the right."""

import json
from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from outreach_app.casework import drafts
from outreach_app.errors import KnownError
from outreach_app.sharing import alert_combined, alert_drafts, alert_issue, alert_view
from outreach_app.sharing.alert_base import Change, WrongState, fingerprint
from outreach_app.sharing.alert_view import DraftView, Where
from outreach_app.sharing.asking import Denied
from outreach_app.wording import error as worded
from outreach_app.words import say
from ui.covering import cover
from ui.dialogs.ask import Answer, ask
from ui.page import Context, InPieces, Unkept, at_once
from ui.pages.alert import kept
from ui.pages.alert.bench import Bench
from ui.pages.alert.dots import dotted
from ui.restricted import GIVEN, Gate

# What is typed is kept, and looked through for marks, when the keys rest for so long.
_REST_MS = 350
_KIND = "alert"


class AlertPage(InPieces):
    """Arrives with `draft_id`, or with `incident_id` to begin or go on with its draft.

    The draft is kept in the casebook as it is typed; sending it out is the gate's to decide.
    """

    name = "alert"
    nav = "alerts"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        at_once(self.pieces(context, parent))

    @override
    def pieces(self, context: Context, parent: QWidget | None) -> Iterator[None]:
        super().__init__(context, parent)
        self._view: DraftView | None = None
        self._draft_id = ""
        self._incident_id = ""
        self._own_words = False
        self._dirty = False
        self._pending: Change | None = None
        self._busy = False
        self._asking = ""
        self._given = False
        self.bench = Bench()
        self.gate = Gate(self, context, self.bench)
        yield
        yield from self.bench.put_together()
        self.head, self.facts, self.words = self.bench.head, self.bench.facts, self.bench.words
        self.before, self.look = self.bench.before, self.bench.look
        self._notice, self._send = self.bench.notice, self.bench.send
        self.bench.ask_consent.clicked.connect(self._ask_consent)
        self.bench.without.pressed.connect(self._leave_out)
        self.bench.drop.clicked.connect(self._ask_delete)
        self.bench.second.clicked.connect(self._ask_check)
        self._send.clicked.connect(self._ask_send)
        self.facts.changed.connect(self._chosen)
        self.words.typed.connect(self._typed)
        self.words.rewritten.connect(self._rewrite)
        self.before.second.connect(self._checked_by)
        self.before.changed.connect(self._chosen)
        self.look.changed.connect(self._chosen)
        cover().changed.connect(self._cover_changed)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._keep)
        self.gate.back.connect(self._turn_back)
        self.gate.refused.connect(self._refused)

    # opening

    @override
    def open(self, **where: Any) -> None:
        draft = where.get("draft")
        if draft is not None:
            where = {"draft_id": draft["about"]}
            self._pending = kept.change(draft["state"])
        if where.get("draft_id") or where.get("incident_id"):
            self._draft_id = str(where.get("draft_id") or "")
            self._incident_id = str(where.get("incident_id") or "")
            self._view = None
        self._notice.hide()
        self._given = bool(where.get(GIVEN))
        if self._draft_id:
            # Whose record it rests on comes first: it may be restricted.
            self.gate.shut()
            self.context.ask(
                alert_view.where, self._draft_id, then=self._found, failed=self._not_found
            )
        elif self._incident_id:
            self.gate.ask(self._begin, incident_id=self._incident_id, given=self._given)
        else:
            # Nothing to build from: an empty page would be a dead end for the keys. Once shown.
            self.gate.ask(self._turn_back)

    def _found(self, found: Where) -> None:
        if found.is_open:
            self._incident_id = found.incident_id
            self.gate.ask(self._read_first, incident_id=found.incident_id, given=self._given)
        elif found.alert_id:
            self.go.emit("alert_sent", {"alert_id": found.alert_id})
        else:
            self._turn_back()

    def _not_found(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            self.context.background.trouble.emit(error)
        self._turn_back()

    def _begin(self) -> None:
        self.context.do(
            alert_drafts.begin, self._incident_id, then=self._begun, failed=self._refused
        )

    def _begun(self, done: Any) -> None:
        self._draft_id = done.value
        self._read_first()

    def _read_first(self) -> None:
        if self._pending is not None:
            change, self._pending = self._pending, None
            self.context.do(
                drafts.saving,
                _KIND,
                self._draft_id,
                alert_drafts.keep,
                self._draft_id,
                change,
                then=self._kept_first,
                failed=self._refused,
            )
            return
        self.context.ask(
            alert_view.view, self._draft_id, then=self._show_first, failed=self._refused
        )

    def _kept_first(self, _: Any) -> None:
        self._read_first()

    def _show_first(self, view: DraftView) -> None:
        self._own_words = view.change.wording is not None
        self._dirty = False
        self._show(view, replace=True)
        self.gate.enter()

    @override
    def refresh(self, changes: Any) -> None:
        if (
            self._view is not None
            and not self._dirty
            and changes.concern("consents", "incidents", "people", "alert_draft")
        ):
            self._read()

    @override
    def leave(self) -> None:
        if self._dirty:
            self._keep()
        self.gate.shut()

    @override
    def heading(self) -> QWidget | None:
        return self.gate.heading() or super().heading()

    @override
    def unkept(self) -> Unkept | None:
        if not self._dirty or self._view is None:
            return None
        return Unkept(_KIND, self._draft_id, json.dumps(kept.state(self._change())))

    @override
    def compact(self, width_class: str) -> None:
        self.bench.compact(width_class)

    # what is shown

    def _read(self) -> None:
        self.context.ask(alert_view.view, self._draft_id, then=self._landed, failed=self._refused)

    def _landed(self, view: DraftView) -> None:
        if view.id == self._draft_id and not self._dirty:
            self._show(view, replace=not self._own_words)

    def _show(self, view: DraftView, *, replace: bool) -> None:
        self._view = view
        self._incident_id = view.incident_id
        number, issue = view.sheet.number, view.sheet.issue
        key = "alert.title" if issue == 1 else "alert.title_issue"
        title = say(key, number=number, issue=issue)
        state = say("alert.from_yes")
        if view.denied[""]:
            state = say("alert.from_no", why=say(f"sharing.denied.{view.denied[''][0]}"))
        line = say("alert.from", references=", ".join(view.references), state=state)
        shown = not self.head.line.isHidden()
        self.head.set_title(title, line)
        self.head.line.setVisible(shown)
        self.titled.emit(title)
        self.bench.show_without(view.without)
        self.bench.ask_consent.setVisible(bool(view.denied[""]))
        self.bench.chip.set_status("alert_checked" if view.checked_by else "alert_draft")
        self.facts.show_view(view)
        self.words.show_view(view, replace=replace)
        self.before.show_view(view)
        self.look.show_view(view)
        self._send.setEnabled(not view.still())

    def _cover_changed(self, _: bool) -> None:
        if self._view is not None:
            self.words.follow_cover()
            self.look.show_view(self._view)

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            self.context.background.trouble.emit(error)
            return
        gone = isinstance(error, WrongState)
        self._say(say("alert.gone_on") if gone else worded(error))
        self._send.setEnabled(False)
        self.gate.enter()

    def _say(self, words: str, *, ok: bool = False) -> None:
        self._notice.become("ok" if ok else "stop")
        self._notice.say(words)
        self._notice.show()

    # what is changed

    def _change(self) -> Change:
        return Change(
            grounds=self.facts.grounds(),
            facts=self.facts.facts(),
            wording=self.words.wording() if self._own_words else None,
            channels=self.look.channels(),
            review_on=self.before.review_on(),
            read_to=self.before.read_to.value() or None,
        )

    def _typed(self) -> None:
        self._own_words = True
        self._mark_dirty()
        self._rest.start()

    def _chosen(self) -> None:
        self._mark_dirty()
        self._keep()

    def _rewrite(self) -> None:
        self._own_words = False
        self._chosen()

    def _mark_dirty(self) -> None:
        self._dirty = True
        # Nothing goes out that was not looked through: the answer makes it pressable again.
        self._send.setEnabled(False)

    def _keep(self) -> None:
        self._rest.stop()
        if self._view is None or self._busy or not self._dirty:
            return
        self._dirty = False
        self._busy = True
        # What the window kept when it locked over this draft goes with the same transaction.
        self.context.do(
            drafts.saving,
            _KIND,
            self._draft_id,
            alert_drafts.keep,
            self._draft_id,
            self._change(),
            then=self._kept,
            failed=self._not_kept,
        )

    def _kept(self, _: Any) -> None:
        self._busy = False
        if self._dirty:
            self._keep()
            return
        self._read()

    def _not_kept(self, error: Exception) -> None:
        self._busy = False
        self._dirty = True
        self._refused(error)

    # what is pressed

    def _checked_by(self, code: str) -> None:
        self._keep()
        self.context.do(
            alert_drafts.checked, self._draft_id, code, then=self._kept, failed=self._refused
        )

    def _ask_check(self) -> None:
        if self._view is None:
            return
        people = [Answer(f"who.{code}", name) for code, name in self._view.colleagues]
        if not people:
            self._say(say("alert.second_none"))
            return
        title = say("alert.ask_check")
        ask(self, title, "", (*people, Answer("no", say("alert.send_no"))), self._asked)

    def _asked(self, key: str) -> None:
        if self._view is None or not key.startswith("who."):
            return
        code = key.removeprefix("who.")
        self._asking = self._view.names.get(code, code)
        self.context.do(
            alert_drafts.ask_for_check,
            self._draft_id,
            code,
            then=self._was_asked,
            failed=self._refused,
        )

    def _was_asked(self, _: Any) -> None:
        self._say(say("alert.asked", name=self._asking), ok=True)

    def _ask_send(self) -> None:
        view = self._view
        if view is None or view.still() or self._dirty:
            return
        labels = view.lists["alert_channel"]
        places = ", ".join(labels.label(code) for code in view.change.channels)
        shown = dotted(view.text, view.marks)
        text = say("alert.send_text", words=shown, places=places)
        answers = (
            Answer("no", say("alert.send_no")),
            Answer("yes", say("alert.send_yes"), "primary"),
        )
        ask(self, say("alert.send_ask"), text, answers, self._sending)

    def _sending(self, key: str) -> None:
        if key == "yes" and self._view is not None:
            shown = fingerprint(self._view.text)
            self.context.do(
                alert_issue.issue, self._draft_id, shown, then=self._sent, failed=self._refused
            )

    def _sent(self, done: Any) -> None:
        if isinstance(done.value, Denied):
            why = say(f"sharing.denied.{done.value.reasons[0]}")
            self._say(say("alert.not_sent", why=why))
            self._read()
            return
        self._view = None
        told = say("alert.sent.told", number=done.value.sheet.number, entry=done.value.number)
        self.go.emit("alert_sent", {"alert_id": done.value.alert_id, "told": told})

    def _ask_delete(self) -> None:
        answers = (
            Answer("no", say("alert.delete_no")),
            Answer("yes", say("alert.delete_yes"), "danger"),
        )
        ask(self, say("alert.delete_ask"), say("alert.delete_text"), answers, self._deleting)

    def _deleting(self, key: str) -> None:
        if key == "yes":
            self.context.do(
                alert_drafts.drop, self._draft_id, then=self._deleted, failed=self._refused
            )

    def _deleted(self, _: Any) -> None:
        self._view = None
        self._dirty = False
        self._turn_back()

    def _ask_consent(self) -> None:
        where = {"incident_id": self._incident_id, **self.gate.handed_on()}
        self.go.emit("consent", where)

    def _leave_out(self, _: str) -> None:
        # Words typed meanwhile may hold what they told: they are not kept, they go.
        self._rest.stop()
        self._dirty = self._own_words = False
        self.context.do(
            alert_combined.leave_out, self._draft_id, then=self._was_left, failed=self._refused
        )

    def _was_left(self, done: Any) -> None:
        self._say(say("alert.left_out", count=done.value), ok=True)
        self._read()

    def _turn_back(self) -> None:
        self.go.emit("alerts", {})
