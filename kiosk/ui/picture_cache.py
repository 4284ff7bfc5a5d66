"""Pictures ready to paint, bounded in bytes; the least lately used goes first."""

from collections import OrderedDict

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QImage, QPainter, QPixmap


class PictureCache:
    """Pixmaps by id."""

    def __init__(self, limit: int = 96 * 1024 * 1024) -> None:
        self._limit, self._bytes = limit, 0
        self._held: OrderedDict[str, QPixmap] = OrderedDict()

    def get(self, key: str) -> QPixmap | None:
        """The pixmap, now the most lately used; None when it is not held."""
        found = self._held.get(key)
        if found is not None:
            self._held.move_to_end(key)
        return found

    def put(self, key: str, picture: QPixmap) -> None:
        """Hold a pixmap; others go when the bytes are more than allowed."""
        self.drop(key)
        self._held[key] = picture
        self._bytes += _bytes(picture)
        while self._bytes > self._limit and len(self._held) > 1:
            _key, old = self._held.popitem(last=False)
            self._bytes -= _bytes(old)

    def drop(self, key: str) -> None:
        """Forget one."""
        old = self._held.pop(key, None)
        if old is not None:
            self._bytes -= _bytes(old)

    def clear(self) -> None:
        """Forget all."""
        self._held.clear()
        self._bytes = 0

    def size(self) -> int:
        """The bytes held."""
        return self._bytes


def _bytes(picture: QPixmap) -> int:
    return picture.width() * picture.height() * 4


def rounded(image: QImage, size: QSize, radius: int, ratio: float) -> QPixmap:
    """The whole image fitted into `size` logical pixels, with round corners."""
    device = QSize(round(size.width() * ratio), round(size.height() * ratio))
    keep = Qt.AspectRatioMode.KeepAspectRatio
    smooth = Qt.TransformationMode.SmoothTransformation
    fitted = image.scaled(device, keep, smooth)
    if abs(fitted.width() - device.width()) <= 3 and abs(fitted.height() - device.height()) <= 3:
        fitted = fitted.scaled(device, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
    made = QPixmap(fitted.size())
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(fitted))
    painter.drawRoundedRect(QRectF(made.rect()), radius * ratio, radius * ratio)
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made
