"""A window made without a thought of lockdown: what the escape attempts must succeed against."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QTextEdit, QVBoxLayout, QWidget


def main() -> int:
    """Show fields that Qt gives menus, shortcuts and a clipboard."""
    app = QApplication(sys.argv)
    window = QMainWindow()
    inside = QWidget()
    box = QVBoxLayout(inside)
    line, text = QLineEdit("a secret line"), QTextEdit("a secret text")
    box.addWidget(line)
    box.addWidget(text)
    window.setCentralWidget(inside)
    window.resize(1280, 800)
    window.show()
    line.setFocus()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
