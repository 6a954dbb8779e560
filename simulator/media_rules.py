"""Which files Meta takes, and how large. Pure. Source: Meta's media reference."""

from simulator.graph_errors import GraphError, parameter_error

MB = 1024 * 1024
OFFICE = "application/vnd.openxmlformats-officedocument"
TYPES: dict[str, tuple[str, ...]] = {
    "audio": ("audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg"),
    "image": ("image/jpeg", "image/png"),
    "video": ("video/mp4", "video/3gpp"),
    "sticker": ("image/webp",),
    "document": (
        "text/plain",
        "application/pdf",
        "application/msword",
        "application/vnd.ms-excel",
        "application/vnd.ms-powerpoint",
        f"{OFFICE}.wordprocessingml.document",
        f"{OFFICE}.spreadsheetml.sheet",
        f"{OFFICE}.presentationml.presentation",
    ),
}
# A sticker that moves may have 500 KB, one that stands still 100 KB.
MOST = {"audio": 16 * MB, "image": 5 * MB, "video": 16 * MB, "sticker": 500 * 1024, "document": 100 * MB}
STILL_STICKER = 100 * 1024
LARGEST = max(MOST.values())


def check_upload(mime_type: str, data: bytes) -> None:
    """Raises GraphError for what Meta would not keep."""
    kind = kind_of(mime_type)
    if kind is None:
        taken = ", ".join(name for names in TYPES.values() for name in names)
        raise GraphError(131053, f"The file is of type {mime_type!r}; these are taken: {taken}.")
    if not data:
        raise GraphError(131053, "The file is empty.")
    most = STILL_STICKER if kind == "sticker" and not moves(data) else MOST[kind]
    if len(data) > most:
        raise too_large(kind, most)


def too_large(kind: str = "document", most: int = LARGEST) -> GraphError:
    return GraphError(131053, f"The file is too large: {most} bytes are the most for {kind}.")


def check_use(kind: str, mime_type: str) -> None:
    """Raises GraphError when a message of this kind cannot carry the file."""
    if bare(mime_type) in TYPES[kind] or (kind == "document" and kind_of(mime_type)):
        return
    raise GraphError(131053, f"A file of type {mime_type} cannot be sent as {kind}.")


def kind_of(mime_type: str) -> str | None:
    return next((kind for kind, names in TYPES.items() if bare(mime_type) in names), None)


def bare(mime_type: str) -> str:
    """Without parameters: audio/ogg; codecs=opus is audio/ogg."""
    return mime_type.partition(";")[0].strip().lower()


def moves(webp: bytes) -> bool:
    """Whether a WebP file is animated: the flag in its extended header."""
    return webp[12:16] == b"VP8X" and len(webp) > 20 and bool(webp[20] & 0x02)


def unknown_attachment(kind: str) -> GraphError:
    return parameter_error(f"Param {kind}['id'] is not a valid whatsapp business account media attachment ID")
