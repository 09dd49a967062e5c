"""Notes typed while locked: sealed to the casebook, opened by nobody else, never half written."""

import json
from pathlib import Path

import pytest

from outreach_app.errors import NoLetterbox, NoteTooLong
from outreach_app.vault import keyholders, letterbox
from outreach_app.vault.kdf import KdfCost

SECRET = "Sgt Example asked for Comet and the flat above the bakery"


def book(folder: Path, name: str = "ours") -> tuple[Path, keyholders.NewKeys]:
    path = folder / f"{name}.casebook"
    return path, keyholders.create_keys(
        path, "", "paper lantern under quiet bridge", KdfCost.CHEAPEST
    )


def test_a_note_is_sealed_and_only_the_open_key_reads_it(tmp_path: Path) -> None:
    path, ours = book(tmp_path)
    assert letterbox.ensure(path, ours.key) is False
    name = letterbox.new_id()
    letterbox.post(path, name, SECRET.encode())
    for file in tmp_path.iterdir():
        assert SECRET.encode() not in file.read_bytes()
        assert b"Comet" not in file.read_bytes()
    assert letterbox.waiting(path, ours.key) == (letterbox.Letter(name, SECRET.encode()),)
    letterbox.remove(path, name)
    assert letterbox.waiting(path, ours.key) == ()


def test_typing_on_takes_the_place_of_what_was_kept(tmp_path: Path) -> None:
    path, ours = book(tmp_path)
    letterbox.ensure(path, ours.key)
    name = letterbox.new_id()
    for words in (b"Sgt", b"Sgt Example"):
        letterbox.post(path, name, words)
    assert [each.content for each in letterbox.waiting(path, ours.key)] == [b"Sgt Example"]


def test_sizes_tell_little(tmp_path: Path) -> None:
    path, ours = book(tmp_path)
    letterbox.ensure(path, ours.key)
    for words in (b"a", b"a" * 1500):
        letterbox.post(path, letterbox.new_id(), words)
    sizes = {each.stat().st_size for each in tmp_path.glob("*.letter-*")}
    assert len(sizes) == 1


def test_a_note_for_another_casebook_stays_where_it_lies(tmp_path: Path) -> None:
    path, ours = book(tmp_path)
    other, theirs = book(tmp_path, "other")
    letterbox.ensure(path, ours.key)
    letterbox.ensure(other, theirs.key)
    letterbox.post(other, "00" * 8, b"theirs")
    moved = tmp_path / f"{path.name}.letter-{'00' * 8}"
    moved.write_bytes((tmp_path / f"{other.name}.letter-{'00' * 8}").read_bytes())
    assert letterbox.waiting(path, ours.key) == (letterbox.Letter("00" * 8, None),)
    assert moved.exists()


def test_a_letterbox_that_was_altered_is_noticed_and_put_right(tmp_path: Path) -> None:
    path, ours = book(tmp_path)
    letterbox.ensure(path, ours.key, "07700 900123")
    file = tmp_path / f"{path.name}.letterbox"
    members = json.loads(file.read_bytes())
    assert members["call"] == "07700 900123"
    file.write_text(json.dumps({**members, "public": "11" * 32}))
    assert letterbox.ensure(path, ours.key) is True
    assert letterbox.ensure(path, ours.key) is False
    assert json.loads(file.read_bytes()) == members


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format":"casebook-letterbox"}', "\x00"])
def test_without_a_whole_letterbox_nothing_is_typed_into_the_void(
    tmp_path: Path, text: str
) -> None:
    path, _ = book(tmp_path)
    (tmp_path / f"{path.name}.letterbox").write_text(text)
    assert letterbox.look(path) is None
    with pytest.raises(NoLetterbox):
        letterbox.post(path, letterbox.new_id(), b"words")


def test_what_is_too_long_or_too_much_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, ours = book(tmp_path)
    letterbox.ensure(path, ours.key)
    with pytest.raises(NoteTooLong):
        letterbox.post(path, letterbox.new_id(), bytes(letterbox.NOTE_LIMIT + 1))
    monkeypatch.setattr(letterbox, "LETTERS_LIMIT", 1)
    first = letterbox.new_id()
    letterbox.post(path, first, b"one")
    letterbox.post(path, first, b"one, longer")
    with pytest.raises(NoLetterbox):
        letterbox.post(path, letterbox.new_id(), b"two")
