"""Somebody at the real program, in a process of its own: `python -m tests.journeys.typist`.

    typist CASEBOOK NAME PASSPHRASE type PAGE FIELD WORDS    types, says "kept", types on for ever
    typist CASEBOOK NAME PASSPHRASE look FIELD               carries on with the first draft waiting

What is seen is written to standard output, a line each; `look` ends the program by closing the
window.
"""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from outreach_app.clock import Clock, SystemClock
from ui import app
from ui.pages.unlock import UnlockPage
from ui.shell import Shell
from ui.window import MainWindow

Story = Iterator[Callable[[], object]]


def tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def window() -> MainWindow:
    return next(each for each in QApplication.topLevelWidgets() if isinstance(each, MainWindow))


def quiet() -> bool:
    """Tell whether nothing is on its way."""
    return not shell().context.background.pending


def shell() -> Shell:
    found = window().shell
    assert found is not None
    return found


def seen(name: str) -> QWidget | None:
    found = [each for each in window().findChildren(QWidget, name) if each.isVisible()]
    return found[-1] if found else None


def press(name: str) -> None:
    found = seen(name)
    assert isinstance(found, QPushButton), name
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)


def words_in(field: QWidget) -> str:
    if isinstance(field, QPlainTextEdit):
        return field.toPlainText()
    assert isinstance(field, QLineEdit)
    return field.text()


def coming_in(name: str, passphrase: str) -> Story:
    yield lambda: isinstance(window().centralWidget(), UnlockPage) and seen("unlock.name")
    page = window().centralWidget()
    assert isinstance(page, UnlockPage)
    QTest.keyClicks(page.name, name)
    QTest.keyClicks(page.passphrase.line, passphrase)
    QTest.keyClick(page.passphrase.line, Qt.Key.Key_Return)
    yield lambda: window().shell is not None


def typing(page: str, field: str, words: str) -> Story:
    kept: list[str] = []
    shell().context.relay.kept.connect(lambda status, _: kept.append(status))
    shell().go(page)
    yield lambda: seen(field) is not None and not shell().context.background.pending
    line = seen(field)
    assert line is not None
    QTest.keyClicks(line, words)
    yield lambda: "kept" in kept
    tell("kept")
    while True:
        QTest.keyClicks(line, " and")
        yield lambda: True


def looking(field: str) -> Story:
    yield lambda: seen("unfinished.0.carry_on") is not None
    title = seen("unfinished.0.title")
    assert isinstance(title, QLabel)
    tell(title.text())
    press("unfinished.0.carry_on")
    yield lambda: seen(field) is not None and not shell().context.background.pending
    line = seen(field)
    assert line is not None
    tell(words_in(line))
    window().close()
    yield lambda: False


def whole(name: str, passphrase: str, what: list[str]) -> Story:
    yield from coming_in(name, passphrase)
    yield from typing(*what[1:]) if what[0] == "type" else looking(*what[1:])


def act(story: Story, casebook: Path, clock: Clock) -> int:
    """Run the program and tell a story step by step, each when what it waits for is there."""
    until: list[Callable[[], object]] = [lambda: bool(QApplication.topLevelWidgets())]
    timer = QTimer(app.application())
    timer.setInterval(10)

    def look() -> None:
        try:
            if until[0]():
                until[0] = next(story)
        except StopIteration:
            timer.stop()
        except BaseException:
            timer.stop()
            QApplication.exit(1)
            raise

    timer.timeout.connect(look)
    timer.start()
    return app.run(casebook, clock)


def main() -> int:
    casebook, name, passphrase, *what = sys.argv[1:]
    return act(whole(name, passphrase, what), Path(casebook), SystemClock())


if __name__ == "__main__":
    sys.exit(main())
