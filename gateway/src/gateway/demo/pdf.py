# SPDX-License-Identifier: EUPL-1.2
"""A letter of one page as a PDF (ISO 32000-1), made without a library: the demo's documents are real and small."""

from collections.abc import Sequence
from textwrap import wrap

_WIDTH = 80  # characters on a line of 11 point Helvetica, between the margins of an A4


def letter(title: str, paragraphs: Sequence[str]) -> bytes:
    """Return a PDF of one A4 with a title and paragraphs, in Helvetica.

    Raises UnicodeEncodeError for a character that Windows-1252 has not, and ValueError for more than a page.
    """
    lines = [line for paragraph in paragraphs for line in (*wrap(paragraph, _WIDTH), "")]
    if len(lines) > 45:
        raise ValueError("a letter is one page")
    shown = b"\n".join(b"(%s) Tj T*" % _text(line) for line in lines)
    content = b"BT /F1 16 Tf 56 770 Td (%s) Tj /F1 11 Tf 15 TL 0 -32 Td\n%s\nET" % (_text(title), shown)
    return _document(
        [
            b"<< /Type /Catalog /Pages 2 0 R /Lang (nl) >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
            b" /Resources << /Font << /F1 5 0 R >> >> >>",
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
            b"<< /Title (%s) >>" % _text(title),
        ]
    )


def _text(text: str) -> bytes:
    """Return a string for between parentheses (7.3.4.2)."""
    return text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def _document(objects: Sequence[bytes]) -> bytes:
    """Return a file of these objects, numbered from 1; the first is the catalog and the last the information (7.5)."""
    file = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"
    entries = [b"0000000000 65535 f \n"]
    for number, body in enumerate(objects, 1):
        entries.append(b"%010d 00000 n \n" % len(file))
        file += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    size = len(entries)
    trailer = b"<< /Size %d /Root 1 0 R /Info %d 0 R >>" % (size, len(objects))
    return b"%sxref\n0 %d\n%strailer\n%s\nstartxref\n%d\n%%%%EOF\n" % (
        file,
        size,
        b"".join(entries),
        trailer,
        len(file),
    )
