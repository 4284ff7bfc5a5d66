"""Ways out of a kiosk that people have tried (LOCKDOWN, "50 automatable escape attempts")."""

from __future__ import annotations

from collections.abc import Callable

from tests.desk import HEIGHT, WIDTH, Desk

Look = Callable[[], object]  # called between steps: a menu may be gone again at the end
Attempt = Callable[[Desk, str, Look], None]  # the screen, and the app's window

LETTERS = "abcdefghijklmnopqrstuvwxyz"


def chords(*names: str) -> Attempt:
    """Strike these, one after the other."""
    return lambda desk, _window, _look: desk.keys(*names)


def grid(button: int, hold: float = 0.0) -> Attempt:
    """Press at points all over the screen's edge-to-edge area that hold no control of ours."""

    def press(desk: Desk, _window: str, look: Look) -> None:
        for across in range(4):
            for down in range(4):
                x, y = (across * 2 + 1) * WIDTH // 8, (down * 2 + 1) * HEIGHT // 8
                desk.xdotool("mousemove", x, y)
                if hold:
                    desk.xdotool("mousedown", button, "sleep", hold, "mouseup", button)
                else:
                    desk.xdotool("click", button)
                look()

    return press


def middle_click_paste(desk: Desk, _window: str, _look: Look) -> None:
    """Select by drag, then paste the selection with the middle button."""
    desk.xdotool("mousemove", 200, 200, "mousedown", 2, "mousemove", 700, 500, "mouseup", 2)
    desk.xdotool("mousemove", 640, 400, "click", 2)


def edges(desk: Desk, _window: str, _look: Look) -> None:
    """Swipe inwards from each edge with another button, as gestures of a desktop would."""
    for start, end in (((0, 400), (600, 400)), ((1279, 400), (600, 400)), ((640, 0), (640, 500))):
        desk.xdotool("mousemove", *start, "mousedown", 3, "mousemove", *end, "mouseup", 3)


def window_manager(word: str) -> Attempt:
    """Have the window manager do something to the window."""

    def act(desk: Desk, window: str, _look: Look) -> None:
        desk.xdotool(word, window, check=False)

    return act


def side_buttons(desk: Desk, window: str, look: Look) -> None:
    """The buttons of a mouse that browsers take for back and forward."""
    grid(8)(desk, window, look)
    grid(9)(desk, window, look)


def resize(desk: Desk, window: str, _look: Look) -> None:
    """Make the window small and move it away."""
    desk.xdotool("windowsize", window, 300, 200, check=False)
    desk.xdotool("windowmove", window, 900, 700, check=False)


CLOSING: dict[str, Attempt] = {
    "Alt+F4": chords("alt+F4"),
    "Ctrl+Q": chords("ctrl+q"),
    "Ctrl+W": chords("ctrl+w"),
}
MENUS: dict[str, Attempt] = {
    "the menu key": chords("Menu"),
    "Shift+F10": chords("shift+F10"),
    "right click": grid(3),
    "right press held": grid(3, 0.4),
}
WINDOWS: dict[str, Attempt] = {
    "F11": chords("F11"),
    "Alt+Space": chords("alt+space"),
    "Alt+Tab": chords("alt+Tab"),
    "Alt+Escape": chords("alt+Escape"),
    "Super": chords("super"),
    "Super+D": chords("super+d"),
    "Super+E": chords("super+e"),
    "other desktops": chords("ctrl+alt+Right", "ctrl+alt+Left", "super+F2", "super+F1"),
    "terminals": chords(*(f"ctrl+alt+F{n}" for n in range(1, 13))),
    "Ctrl+Alt+Delete": chords("ctrl+alt+Delete", "ctrl+shift+Escape", "ctrl+alt+Escape"),
    "minimise": window_manager("windowminimize"),
    "move and resize": resize,
    "lower": window_manager("windowlower"),
}
KEYS: dict[str, Attempt] = {
    "cut, copy, paste, undo": chords(
        *(f"ctrl+{c}" for c in "acxvzy"), "shift+Insert", "ctrl+Insert", "shift+Delete"
    ),
    "programs' shortcuts": chords(*(f"ctrl+{c}" for c in "osptnlhfrujdeg"), "ctrl+shift+i"),
    "function keys": chords(*(f"F{n}" for n in range(1, 13)), "shift+F1"),
    "mnemonics": chords("alt", *(f"alt+{c}" for c in LETTERS)),
    "history": chords("alt+Left", "alt+Right", "alt+Home", "XF86Back", "XF86Forward"),
    "zoom": chords("ctrl+plus", "ctrl+minus", "ctrl+0"),
    "Unicode entry": chords("ctrl+shift+u"),
    "media and power keys": chords(
        "Print", "XF86WWW", "XF86Mail", "XF86Calculator", "XF86PowerOff", "XF86Sleep", "XF86Search"
    ),
    "sticky keys": chords(*["shift"] * 5, "alt+shift+Num_Lock"),
    "back and forward buttons": side_buttons,
    "middle button": middle_click_paste,
    "swipes from the edges": edges,
}
ALL: dict[str, Attempt] = {**CLOSING, **MENUS, **WINDOWS, **KEYS}
