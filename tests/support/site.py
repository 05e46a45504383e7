"""The built site on loopback, under the path that it has when it is published, and a person who visits it."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import urlsplit

SITE = Path(__file__).parents[2] / "build" / "site"
PREFIX = "/perfectgym-next/"


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Serves the site as its host does, forbids pages to load from elsewhere, and keeps what they tried."""

    violations: ClassVar[list[str]] = []
    # Inline scripts and styles are part of the theme.
    _policy = "default-src 'self' 'unsafe-inline' data:; report-uri /violations"

    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix(PREFIX.rstrip("/")))

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        body = (SITE / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        self.violations.append(self.rfile.read(int(self.headers["Content-Length"])).decode("utf-8"))
        self.send_response(204)
        self.end_headers()

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", self._policy)
        super().end_headers()

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Print nothing."""


# Another page than one of the site has no scheme.
_HAS_SCHEME = """
const scheme = document.body?.dataset.mdColorScheme;
return !scheme || scheme == {light: "default", dark: "slate"}[arguments[0]];
"""
# The search is a dialog in a shadow tree; a worker of its own finds the pages.
_DIALOG = "[...document.body.children].map((one) => one.shadowRoot).find(Boolean)?.querySelector('dialog')"
_RESULTS = f"return [...{_DIALOG}.querySelectorAll('a[role=option]')].map((one) => one.href.replace(/[?]h=[^#]*/, ''))"


class Visitor:
    """A person with a browser.

    Attributes:
        address: Address of the site.
        browser: The driver of the browser.
        violations: Reports of what pages tried to load from elsewhere.
    """

    def __init__(self, browser: Any, address: str) -> None:
        self.browser, self.address = browser, address
        self.violations = _Handler.violations

    def open(self, page: str, *, width: int = 1280, scheme: str = "light") -> None:
        """Open a page in a window of a width in pixels, on a system with a light or a dark scheme."""
        self.browser.get("about:blank")
        self.look(width=width, scheme=scheme)
        self.browser.get(self.address + page)

    def look(self, *, width: int, scheme: str) -> None:
        """Change the window, not the page."""
        feature = {"name": "prefers-color-scheme", "value": scheme}
        self.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [feature]})
        metrics = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600}
        self.browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        self._wait().until(lambda browser: browser.execute_script(_HAS_SCHEME, scheme))

    def _wait(self) -> Any:
        from selenium.webdriver.support.wait import WebDriverWait

        return WebDriverWait(self.browser, 20, poll_frequency=0.05)

    def search(self, text: str) -> list[str]:
        """Open the search of the page, and type a text. Return the pages that it finds, the best first."""
        wait = self._wait()
        openers = self.browser.find_elements("css selector", ".md-search__button, label.md-icon[for=__search]")
        next(one for one in openers if one.is_displayed()).click()
        wait.until(lambda browser: browser.execute_script(f"return {_DIALOG}?.querySelector('input') != null"))
        self.browser.execute_script(f"return {_DIALOG}.querySelector('input')").send_keys(text)
        found: list[str] = wait.until(lambda browser: browser.execute_script(_RESULTS))
        return [address.removeprefix(self.address) for address in found]

    def errors(self) -> list[str]:
        """Return what was logged as an error since the last call."""
        return [entry["message"] for entry in self.browser.get_log("browser") if entry["level"] == "SEVERE"]

    def page(self) -> str:
        """Return the page that is open, as a path in the site."""
        return urlsplit(str(self.browser.current_url)).path.removeprefix(PREFIX)


@contextmanager
def serve_site() -> Iterator[str]:
    """Serve the site on loopback. Yield its address."""

    def handler(*arguments: Any) -> _Handler:
        return _Handler(*arguments, directory=str(SITE))

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}{PREFIX}"
        finally:
            server.shutdown()
            thread.join()
