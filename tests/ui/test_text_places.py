"""Places of a text and of Qt's own are the same place, whatever signs stand before."""

from PySide6.QtGui import QTextDocument

from ui.text_places import as_shown, in_qt, of_qt

TEXT = "\U0001f600 one\r\ntwo \U0001f9e1\U0001f9e1 Dune and\nmore"


def test_a_place_is_found_where_qt_has_it_and_back() -> None:
    document = QTextDocument(as_shown(TEXT))
    for word in ("one", "two", "Dune", "more"):
        found = document.find(word)
        assert in_qt(TEXT, TEXT.index(word)) == found.selectionStart()
        start, end = (of_qt(TEXT, each) for each in (found.selectionStart(), found.selectionEnd()))
        assert TEXT[start:end] == word
    assert len(as_shown(TEXT)) == len(TEXT)
    assert of_qt(TEXT, in_qt(TEXT, len(TEXT))) == len(TEXT)
