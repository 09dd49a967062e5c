"""The icon of the program in the forms that each system wants, drawn from the one SVG."""

import io
from pathlib import Path

DRAWING = Path(__file__).parents[1] / "resources/icons/casebook.svg"
SIDES = (16, 24, 32, 48, 64, 128, 256)


def png(side: int) -> bytes:
    """Return the icon as a PNG, `side` pixels wide and high."""
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize  # noqa: PLC0415
    from PySide6.QtGui import QImageReader  # noqa: PLC0415

    reader = QImageReader(str(DRAWING))
    reader.setScaledSize(QSize(side, side))
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    reader.read().save(buffer, "PNG")
    return bytes(held.data())


def write_icon(folder: Path, ending: str) -> Path:
    """Write ``casebook.ico`` or ``casebook.icns`` into `folder`; answer where it is."""
    from PIL import Image  # noqa: PLC0415

    target = folder / f"casebook{ending}"
    sides = SIDES if ending == ".ico" else (16, 32, 64, 128, 256, 512, 1024)
    drawn = [Image.open(io.BytesIO(png(side))) for side in sides]
    drawn[-1].save(target, sizes=[(side, side) for side in sides], append_images=drawn[:-1])
    return target
