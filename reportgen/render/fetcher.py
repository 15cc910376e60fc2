"""The renderer reads nothing: no file, no network, no data URL but the company's checked logo."""

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from reportgen.policy.logo import Logo

_PICTURES: dict[str, Logo] = {}
"""What this process may show, by its whole address."""


def show(logo: Logo) -> None:
    """Let this process' pages show a logo that was checked."""
    _PICTURES[logo.url] = logo


class DenyFetcher(URLFetcher):  # type: ignore[misc]  # weasyprint has no types
    """Refuses every URL and stops the rendering; an ordinary exception would only be a warning.

    Needed in HTML() and in every CSS(): a stylesheet made without it fetches its @import with the
    default fetcher.
    """

    def fetch(self, url: str, headers: object = None) -> object:  # noqa: ARG002  # the signature is weasyprint's
        """Return the company's logo; raise FatalURLFetchingError for everything else."""
        logo = _PICTURES.get(url)
        if logo is None:
            raise FatalURLFetchingError(f"the renderer may not fetch {url[:80]!r}")
        return URLFetcherResponse(url, logo.content, {"Content-Type": f"image/{logo.kind}"})
