"""How the window gets to the screen: set before the application is made."""

from __future__ import annotations

import os


def paint_without_opengl() -> None:
    """Let Qt do without OpenGL on X11, where nothing needs it and pictures of films would be brought there and back.

    On remote desktops and computers without a graphics card that takes 20 ms and more for each; the processor alone takes 4.
    Who has set the variable keeps it.
    """
    os.environ.setdefault("QT_XCB_GL_INTEGRATION", "none")
