"""A page in the browser, and what it did there: dialogs, requests, errors."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Dialog, Page, Request


class Visit:
    """A fresh context with one page; it notes what the page asks for."""

    def __init__(self, browser: Browser, **settings: Any) -> None:
        chosen: dict[str, Any] = {
            "viewport": {"width": 1280, "height": 900},
            "reduced_motion": "reduce",
            **settings,
        }
        self._context = browser.new_context(**chosen)
        self.page: Page = self._context.new_page()
        self.dialogs: list[str] = []
        self.asked: list[str] = []
        self.errors: list[str] = []
        self.page.on("dialog", self._answered)
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("requestfailed", self._stopped)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))

    def _answered(self, dialog: Dialog) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def _stopped(self, request: Request) -> None:
        """Take back what the page's own policy stopped: it never left."""
        if request.failure == "csp":
            self.asked.remove(request.url)

    def go(self, path: Path, part: str = "") -> None:
        """Open a file; ``part`` is the end of its address, from # on."""
        self.page.goto(path.as_uri() + part)

    def beyond(self, folder: Path) -> list[str]:
        """Return the addresses asked for that are no file below ``folder``."""
        own = folder.as_uri() + "/"
        return [url for url in self.asked if not url.startswith((own, "data:"))]

    def resized(self, width: int, height: int = 900) -> None:
        """Give the window a size, and the page the time to notice."""
        self.page.set_viewport_size({"width": width, "height": height})
        self.settled()

    def overhang(self) -> int:
        """Return by how many pixels the page is wider than its window."""
        beyond: int = self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        return beyond

    def settled(self) -> None:
        """Wait for two pictures."""
        self.page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")

    def texts(self, what: str) -> list[str]:
        """Return the visible words of elements."""
        return [one.strip() for one in self.page.locator(what).all_inner_texts()]

    def close(self) -> None:
        """Close the page and forget what it kept."""
        self._context.close()


Open = Callable[..., Visit]
