"""A printer, so that planted leaks stand in PDFs as WeasyPrint writes them."""

from tests.render.conftest import printer, worker

__all__ = ["printer", "worker"]
