"""The two copies of the key file beside a casebook: `NAME.casebook.keys` and `….keys.2`.

Both are equal. The whole one with the higher sequence number wins, and the spare is written first,
so an interrupted write always leaves one whole copy. A number proves nothing: where the higher one
was not written by somebody who held the data key, the other counts (`unlocking`, `key_changes`),
and so it does where one of them is another casebook's, put there by mistake.
"""

from pathlib import Path

from outreach_app.errors import Damaged, KeysMissing, NewerVersion
from outreach_app.vault.disk import read_bounded, write_atomic
from outreach_app.vault.keyfile import KeyFile, canonical
from outreach_app.vault.keyfile_text import SIZE_LIMIT, TooNew, Unreadable, first_line, parse
from outreach_app.words import say


def paths_of(casebook: Path) -> tuple[Path, Path]:
    """Return the key file's path and its spare's for a casebook's path."""
    main = casebook.with_name(casebook.name + ".keys")
    return main, main.with_name(main.name + ".2")


def write(casebook: Path, keys: KeyFile) -> None:
    """Write both copies, the spare first; raises what `disk.write_atomic` raises.

    After an error the new keys may already be in force (they are, if the spare was written): read
    again before telling anybody which passphrase counts.
    """
    text = written(keys)
    main, spare = paths_of(casebook)
    write_atomic(spare, text)
    write_atomic(main, text)


def written(keys: KeyFile) -> bytes:
    """Return the text of a key file as it stands on the disk."""
    body = keys.body()
    body["macs"] = [{"generation": n, "mac": mac.hex()} for n, mac in sorted(keys.macs.items())]
    line = canonical(body)
    return first_line(line) + b"\n" + line + b"\n"


def read(casebook: Path) -> KeyFile:
    """Return the newest valid key file of `casebook`.

    Raises what `read_all` raises, and Damaged where the copies belong to different casebooks.
    """
    found = read_all(casebook)
    if are_mixed(found):
        raise mixed(casebook)
    return found[0]


def are_mixed(copies: tuple[KeyFile, ...]) -> bool:
    """Tell whether copies belong to different casebooks."""
    return len({keys.vault for keys in copies}) > 1


def mixed(casebook: Path) -> Damaged:
    """Return the error that the copies belong to different casebooks."""
    return Damaged(name=paths_of(casebook)[0].name, what=say("vault.damage.two_casebooks"))


def read_all(casebook: Path) -> tuple[KeyFile, ...]:
    """Return the whole copies of the key file, the newest first, each once.

    They may belong to different casebooks (`are_mixed`). Raises KeysMissing where neither copy is
    there, Damaged where none of them is whole, NewerVersion where a later program wrote them.
    """
    paths = paths_of(casebook)
    contents = [
        content for path in paths if (content := read_bounded(path, SIZE_LIMIT)) is not None
    ]
    if not contents:
        raise KeysMissing(name=casebook.name, keys=paths[0].name)
    found: list[KeyFile] = []
    newer = False
    for content in contents:
        try:
            found.append(parse(content))
        except TooNew:
            newer = True
        except Unreadable:
            continue
    if newer:
        raise NewerVersion(name=casebook.name)
    if not found:
        raise Damaged(name=paths[0].name, what=say("vault.damage.unreadable"))
    newest, *others = sorted(found, key=lambda keys: keys.sequence, reverse=True)
    return newest, *(each for each in others if each != newest)
