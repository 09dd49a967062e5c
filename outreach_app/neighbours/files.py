"""Files of this room that are about nobody: cards and blinded hashes; and reading small ones."""

from pathlib import Path

from outreach_app.errors import NoSuchFile
from outreach_app.neighbours.keys import OwnCard
from outreach_app.neighbours.knowing import Made
from outreach_app.storage.atomic import write_atomic
from outreach_app.vault.disk import read_bounded


def read_small(path: Path, limit: int) -> bytes:
    """Return a file, at most one byte more than `limit`: its reader refuses what is longer."""
    data = read_bounded(path, limit)
    if data is None:
        raise NoSuchFile(name=path.name)
    return data


def write_card(path: Path, card: OwnCard) -> None:
    """Write our card, which holds nothing about anybody; it may go by email."""
    write_atomic(path, card.text.encode())


def write_hashes(path: Path, made: Made) -> None:
    """Write what holds nothing of a case: blinded hashes, or random references taken back."""
    write_atomic(path, made.data)
