"""The only way a paper can reach a file: below print_templates/, or a small picture inside the page. Else it fails."""
from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

LARGEST = 8 * 2**20
PICTURES = ("data:image/png;", "data:image/jpeg;")
TYPES = {".css": "text/css", ".ttf": "font/ttf", ".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg"}


class LockedFetcher(URLFetcher):  # type: ignore[misc]
    """Refuses networks, other folders (after links and ..), and embedded data that is no picture; refusing is fatal."""

    def __init__(self, root: Path) -> None:
        super().__init__(allowed_protocols={"file", "data"}, allow_redirects=False, fail_on_errors=True)
        self.root = root.resolve()

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        """The resource, or FatalURLFetchingError, which stops the rendering."""
        parts = urlsplit(url)
        if parts.scheme == "data":
            if len(url) > LARGEST or not url.startswith(PICTURES):
                raise FatalURLFetchingError("data: URL refused")
            return super().fetch(url, headers)
        if parts.scheme != "file" or parts.netloc not in ("", "localhost"):
            raise FatalURLFetchingError(f"{parts.scheme}: URL refused")
        path = Path(unquote(parts.path)).resolve()
        if not path.is_relative_to(self.root) or path.suffix not in TYPES:
            raise FatalURLFetchingError("file outside of the paper templates refused")
        if not path.is_file() or path.stat().st_size > LARGEST:
            raise FatalURLFetchingError(f"{path.name} is absent or too large")
        return URLFetcherResponse(path.as_uri(), path.read_bytes(), {"Content-Type": TYPES[path.suffix]})
