"""The way out of this room goes through the gate: looked at, written down, then handed over."""

from collections.abc import Sequence
from dataclasses import dataclass

from outreach_app.sharing import releasing
from outreach_app.sharing.asking import Denied, Request
from outreach_app.sharing.marking import marks
from outreach_app.sharing.releasing import Parcel, Released, Yes
from outreach_app.work import Work

_MEDIA = "sealed"


@dataclass(frozen=True, slots=True)
class Going:
    """A sealed file about to go: its reference, what is in it, the words before sealing."""

    reference: str
    fields: tuple[str, ...]
    text: str
    data: bytes


def release(work: Work, requests: Sequence[Request], going: Going) -> Released | Denied:
    """Enter a file into the register and hand its bytes back, or write down why it may not go.

    The words were shown before the file was sealed; here the gate looks at them again.
    """
    fields = tuple(dict.fromkeys(going.fields))
    parcel = Parcel(tuple(requests), going.reference, fields, going.text, going.data, _MEDIA)
    shown = releasing.look(work, parcel)
    return releasing.release(work, parcel, Yes(shown.sha256, way=_MEDIA)).value


def refuse(work: Work, request: Request, reasons: Sequence[str]) -> None:
    """Write down that something was asked to go and did not (report line G04)."""
    releasing.refuse(work, Denied(tuple(reasons), request))


def failed(work: Work, release_id: str) -> None:
    """Write down that the disk refused the file: nothing left."""
    releasing.failed(work, release_id)


def marked(work: Work, requests: Sequence[Request], text: str) -> tuple[str, ...]:
    """Return the words of a text that the gate would not let through."""
    found = marks(work, text, requests)
    return tuple(dict.fromkeys(each.words for each in found if each.blocks))
