"""The project's own keys, made on first use; the private halves never leave the casebook."""

from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from sqlalchemy import insert, select

from models.neighbours import ProjectKeys
from models.project import Project
from outreach_app.casework import roles
from outreach_app.governance import audit
from outreach_app.neighbours import cards
from outreach_app.neighbours.cards import Card
from outreach_app.work import Done, Work, changed


@dataclass(frozen=True, slots=True)
class Own:
    """Both private keys, for the length of one command."""

    sealing: X25519PrivateKey
    signing: Ed25519PrivateKey

    def public(self, name: str) -> Card:
        """Return the card of these keys."""
        return Card(
            name,
            self.sealing.public_key().public_bytes_raw(),
            self.signing.public_key().public_bytes_raw(),
        )


@dataclass(frozen=True, slots=True)
class OwnCard:
    """Our card: its text for the file, and its words."""

    text: str
    words: tuple[str, ...]


def own(work: Work) -> Own | None:
    """Return the project's keys, None while it has none."""
    row = work.session.execute(select(ProjectKeys.sealing, ProjectKeys.signing)).first()
    if row is None:
        return None
    return Own(
        X25519PrivateKey.from_private_bytes(row.sealing),
        Ed25519PrivateKey.from_private_bytes(row.signing),
    )


def make(work: Work) -> Own:
    """Return the project's keys, made now if there are none."""
    mine = own(work)
    if mine is not None:
        return mine
    mine = Own(X25519PrivateKey.generate(), Ed25519PrivateKey.generate())
    work.session.execute(
        insert(ProjectKeys).values(
            only=1,
            sealing=mine.sealing.private_bytes_raw(),
            signing=mine.signing.private_bytes_raw(),
            made_at=work.now,
        )
    )
    audit.note(work, "project_keys_made", None)
    return mine


def our_card(work: Work) -> Done[OwnCard]:
    """Return our card, with keys made on first use. For casework roles and keepers of lists."""
    roles.insist(work, (*roles.CASEWORK, *roles.LISTS))
    mine = make(work)
    card = mine.public(project_name(work))
    text = cards.write(card, mine.signing)
    return Done(OwnCard(text, card.words), changed("neighbours"))


def project_name(work: Work) -> str:
    """Return what the project calls itself."""
    return str(work.session.scalars(select(Project.name)).one())
