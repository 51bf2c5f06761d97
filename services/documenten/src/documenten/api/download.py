# SPDX-License-Identifier: EUPL-1.2
"""Content on its way out: streamed in pieces, so that memory does not grow with it."""

from django.core.files import File
from django.http import FileResponse


class Download(FileResponse):
    """A file as an attachment of bytes, which no browser may take for anything else; its type is `formaat`."""

    block_size = 64 * 1024

    def __init__(self, file: File, *, name: str) -> None:
        # A header holds no control characters, and a name no folder.
        name = "".join("_" if c in "/\\" or not c.isprintable() else c for c in name)
        super().__init__(file, as_attachment=True, filename=name, content_type="application/octet-stream")
        self["X-Content-Type-Options"] = "nosniff"
