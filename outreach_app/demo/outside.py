"""Whoever stands outside the invented project: requests, neighbours, somebody who saw something.

None of it has a place in an exchange file. The keys of the neighbours are made up on the spot, so
nothing sealed to them can ever be opened.
"""

from datetime import timedelta
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from outreach_app.casework import outside_requests, request_answers, witnesses
from outreach_app.casework.outside_requests import RequestDraft
from outreach_app.casework.request_answers import AnswerDraft
from outreach_app.casework.request_notes import NoteDraft
from outreach_app.casework.witnesses import WitnessDraft
from outreach_app.demo.world import written
from outreach_app.neighbours import address_book, cards
from outreach_app.neighbours.cards import Card
from outreach_app.work import Work


def come(work: Work, witness: str | None) -> None:
    """Write them down; `witness` is the key of the person who told of what they saw."""
    scene = written("scene")
    for each in scene["request"]:
        _request(work, dict(each))
    for each in scene["neighbour"]:
        row = address_book.add(work, _card(each["name"])).value
        if each["checked"]:
            address_book.check(work, row.id, same=True)
    for each in scene["witness"]:
        told_at = work.now - timedelta(days=each["days"])
        who = witness if each["named"] else None
        witnesses.add(work, WitnessDraft(each["role"], told_at, each["words"], None, who))


def _request(work: Work, each: dict[str, Any]) -> None:
    kind, days = str(each.pop("kind")), int(each.pop("days"))
    refused = str(each.pop("refused", ""))
    note = NoteDraft(work.now - timedelta(days=days), **each)
    key = outside_requests.register(work, RequestDraft(kind, note)).value
    if refused:
        request_answers.answer(work, AnswerDraft(key, "refused", refused))


def _card(name: str) -> bytes:
    sealing, signing = X25519PrivateKey.generate(), Ed25519PrivateKey.generate()
    card = Card(
        name, sealing.public_key().public_bytes_raw(), signing.public_key().public_bytes_raw()
    )
    return cards.write(card, signing).encode()
