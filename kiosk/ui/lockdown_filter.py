"""The filter over the whole application: only touching and plain typing get through."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QTouchEvent
from PySide6.QtWidgets import QApplication, QWidget

from kiosk.ui.touch import PageGuard

_Type = QEvent.Type
_Key = Qt.Key
ALLOWED_KEYS = frozenset(
    {
        _Key.Key_Backspace, _Key.Key_Return, _Key.Key_Enter, _Key.Key_Tab, _Key.Key_Backtab,
        _Key.Key_Up, _Key.Key_Down, _Key.Key_Left, _Key.Key_Right, _Key.Key_Home, _Key.Key_End,
        _Key.Key_PageUp, _Key.Key_PageDown, _Key.Key_Escape, _Key.Key_Space,
        _Key.Key_Shift, _Key.Key_CapsLock, _Key.Key_AltGr,
    }
)  # fmt: skip
_FORBIDDEN_MODIFIERS = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)
_DROPPED = frozenset(
    {
        _Type.ContextMenu, _Type.DragEnter, _Type.DragMove, _Type.DragLeave, _Type.Drop,
        _Type.ToolTip, _Type.WhatsThis, _Type.QueryWhatsThis, _Type.Shortcut, _Type.FileOpen,
        _Type.EnterWhatsThisMode, _Type.NativeGesture,
    }
)  # fmt: skip
_KEYS = frozenset({_Type.KeyPress, _Type.KeyRelease, _Type.ShortcutOverride})
_MOUSE = frozenset({_Type.MouseButtonPress, _Type.MouseButtonDblClick, _Type.MouseButtonRelease})
_REFUSED = frozenset({_Type.Close, _Type.DragEnter, _Type.DragMove, _Type.Drop})
_LOOKED_AT = _DROPPED | _KEYS | _MOUSE | {_Type.TouchBegin, _Type.Close, _Type.Wheel}


def key_allowed(key: int, text: str, modifiers: Qt.KeyboardModifier) -> bool:
    """Whether a key may reach the app: text, editing and moving keys, nothing with Ctrl or Alt."""
    if modifiers & _FORBIDDEN_MODIFIERS:
        return False
    if key in ALLOWED_KEYS:
        return True
    return bool(text) and text.isprintable()


class LockdownFilter(QObject):
    """Drops menus, shortcuts, drags, clipboard keys, other mouse buttons and close requests.

    `may_close` is asked before a window closes; `dropped` hears what was refused (for the log).
    """

    def __init__(
        self,
        guard: PageGuard | None = None,
        may_close: Callable[[], bool] = lambda: False,
        dropped: Callable[[str], object] = lambda _what: None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._guard, self._may_close, self._dropped = guard, may_close, dropped

    def install(self, app: QApplication) -> None:
        """Start filtering."""
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind not in _LOOKED_AT:
            return False
        if self._refuses(watched, event, kind):
            event.setAccepted(kind not in _REFUSED)  # accepted: no parent is asked either
            self._dropped(kind.name)
            return True
        return False

    def _refuses(self, watched: QObject, event: QEvent, kind: QEvent.Type) -> bool:
        if kind in _DROPPED:
            return True
        if kind in _KEYS and isinstance(event, QKeyEvent):
            return not key_allowed(event.key(), event.text(), event.modifiers())
        if kind in _MOUSE and isinstance(event, QMouseEvent):
            other = event.button() != Qt.MouseButton.LeftButton
            return other or (kind is not _Type.MouseButtonRelease and self._guarded())
        if kind is _Type.TouchBegin and isinstance(event, QTouchEvent):
            return len(event.points()) > 2 or self._guarded()
        if kind is _Type.Close:
            return isinstance(watched, QWidget) and watched.isWindow() and not self._may_close()
        return False

    def _guarded(self) -> bool:
        return self._guard is not None and self._guard.blocks()
