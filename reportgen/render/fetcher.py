"""The renderer reads nothing: no file, no network, no data URL."""

from weasyprint.urls import FatalURLFetchingError, URLFetcher


class DenyFetcher(URLFetcher):  # type: ignore[misc]  # weasyprint has no types
    """Refuses every URL and stops the rendering; an ordinary exception would only be a warning.

    Needed in HTML() and in every CSS(): a stylesheet made without it fetches its @import with the
    default fetcher.
    """

    def fetch(self, url: str, headers: object = None) -> object:  # noqa: ARG002  # the signature is weasyprint's
        """Raise FatalURLFetchingError."""
        raise FatalURLFetchingError(f"the renderer may not fetch {url[:80]!r}")
