"""Whose a copy is: it takes the place of its own casebook, and of no other."""

from contextlib import closing, suppress
from pathlib import Path

from outreach_app.errors import KnownError
from outreach_app.safekeeping.errors import OtherCasebook
from outreach_app.safekeeping.inspecting import READ_ONLY
from outreach_app.storage.engine import connect
from outreach_app.vault import keyfile_copies
from outreach_app.vault.open_key import OpenKey
from outreach_app.words import say


def insist_on_same(target: Path, copy: Path, staged: Path, key: OpenKey) -> None:
    """Raise OtherCasebook where `target` is another casebook than the one `copy` was made of.

    Whose the copy is, is read from what was unpacked with its own key, so that only who can open
    it hears it. Where the key file of `target` cannot be read nobody knows whose that one is, and
    the copy is the way back from it.
    """
    theirs = key.vault_id
    with suppress(KnownError):
        theirs = keyfile_copies.read(target).vault
    if theirs != key.vault_id:
        name = _project(staged, key) or say("copies.unnamed")
        raise OtherCasebook(name=copy.name, project=name, target=target.name)


def _project(staged: Path, key: OpenKey) -> str:
    with closing(connect(staged, key, READ_ONLY)) as connection:
        row = connection.execute("SELECT name FROM project").fetchone()
    return str(row[0]) if row else ""
