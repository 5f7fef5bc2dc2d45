"""The text of a PDF."""

from __future__ import annotations

import zlib
from io import BytesIO
from typing import Final

from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError

_PAGES: Final = 200
"""Pages of a PDF that are read; a hundred take a few seconds."""
_ERRORS: Final = (
    PyPdfError,
    DependencyError,
    ArithmeticError,
    AttributeError,
    LookupError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
    zlib.error,
)
"""What a file that is no sound PDF leads to; the library checks little before it reads on."""


def pdf_text(data: bytes) -> str | None:
    """The text of the first pages; a PDF of pictures has none and cannot be read."""
    try:
        pages = PdfReader(BytesIO(data)).pages
        text = "\n".join(pages[at].extract_text() for at in range(min(len(pages), _PAGES)))
    except _ERRORS:
        return None
    return text if any(map(str.isalpha, text)) else None
