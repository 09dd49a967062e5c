"""Drives LibreOffice Calc without a window; run by the Python that knows `uno`.

calc_month.py make ROWS.csv BOOK.xlsx      a workbook with a password from plain rows
calc_month.py month BOOK.xlsx              open it, and count a month: starts and ends Calc
"""

import subprocess
import sys
import tempfile
import time
import uuid
from contextlib import suppress
from pathlib import Path
from typing import Any

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.lang import DisposedException

PASSWORD = "paper lantern under quiet bridge"
SETTINGS = ("street_van", "street_foot", "drop_in", "indoor_visit", "phone", "text")
OUTCOMES = ("engaged", "brief", "attempted", "declined")


def value(name: str, what: Any) -> PropertyValue:
    made = PropertyValue()
    made.Name, made.Value = name, what
    return made


class Calc:
    """A process of Calc with a profile of its own."""

    def __enter__(self) -> Any:
        self._folder = tempfile.TemporaryDirectory()
        pipe = f"bench{uuid.uuid4().hex}"
        profile = Path(self._folder.name).as_uri()
        self._process = subprocess.Popen([
            "soffice", "--headless", "--norestore", "--nolockcheck",
            f"-env:UserInstallation={profile}", f"--accept=pipe,name={pipe};urp;",
        ])  # fmt: skip
        local = uno.getComponentContext()
        maker = local.ServiceManager
        resolver = maker.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
        for _ in range(1200):
            try:
                context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
                break
            except NoConnectException:
                time.sleep(0.05)
        desktop = context.ServiceManager.createInstanceWithContext(
            "com.sun.star.frame.Desktop", context
        )
        self.desktop = desktop
        return desktop

    def __exit__(self, *_: object) -> None:
        with suppress(DisposedException):
            self.desktop.terminate()
        self._process.wait(60)
        self._folder.cleanup()


def load(desktop: Any, path: str, *more: PropertyValue) -> Any:
    url = Path(path).resolve().as_uri()
    return desktop.loadComponentFromURL(url, "_blank", 0, (value("Hidden", True), *more))


def make(rows: str, book: str) -> None:
    with Calc() as desktop:
        document = load(
            desktop, rows, value("FilterName", "Text - txt - csv (StarCalc)"),
            value("FilterOptions", "44,34,76,1"),
        )  # fmt: skip
        document.storeToURL(
            Path(book).resolve().as_uri(),
            (value("FilterName", "Calc MS Excel 2007 XML"), value("Password", PASSWORD)),
        )
        document.close(True)


def month(book: str) -> None:
    with Calc() as desktop:
        document = load(desktop, book, value("Password", PASSWORD))
        sheet = document.Sheets.getByIndex(0)
        cursor = sheet.createCursor()
        cursor.gotoEndOfUsedArea(False)
        last = cursor.RangeAddress.EndRow + 1
        column = {name: chr(65 + at) for at, name in enumerate(
            cell for cell in sheet.getCellRangeByPosition(0, 0, 8, 0).getDataArray()[0]
        )}  # fmt: skip

        def whole(name: str) -> str:
            return f"$'{sheet.Name}'.${column[name]}$2:${column[name]}${last}"

        inside = f'{whole("started_at")};">=2025-10-01";{whole("started_at")};"<2025-11-01"'
        wanted = [f"=COUNTIFS({inside})"]
        for name, codes in (("setting", SETTINGS), ("outcome", OUTCOMES)):
            wanted += [f'=COUNTIFS({inside};{whole(name)};"{code}")' for code in codes]
        wanted += [f"=SUMIFS({whole(name)};{inside})" for name in ("minutes", "needle_returns")]
        document.Sheets.insertNewByName("month", 1)
        figures = document.Sheets.getByIndex(1)
        for row, formula in enumerate(wanted):
            figures.getCellByPosition(0, row).setFormula(formula)
        document.calculateAll()
        print([figures.getCellByPosition(0, row).Value for row in range(len(wanted))])
        document.close(True)


if __name__ == "__main__":
    make(*sys.argv[2:]) if sys.argv[1] == "make" else month(sys.argv[2])
