"""Media types of GraphQL over HTTP: what a client accepts and what it sends."""

from typing import Final

RESPONSE: Final = "application/graphql-response+json"
LEGACY: Final = "application/json"


def negotiated(accept: str | None) -> str | None:
    """The media type to answer with; None when the client takes neither of the two. No header takes any."""
    if not accept or not accept.strip():
        return RESPONSE
    offered = [_quality(part) for part in accept.split(",")]
    best: tuple[float, str] | None = None
    for media in (RESPONSE, LEGACY):
        quality = _accepted(media, offered)
        if quality > 0 and (best is None or quality > best[0]):
            best = quality, media
    return best[1] if best else None


def _quality(part: str) -> tuple[str, float]:
    media, *parameters = (piece.strip().lower() for piece in part.split(";"))
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return media, float(value)
            except ValueError:
                return media, 0.0
    return media, 1.0


def _accepted(media: str, offered: list[tuple[str, float]]) -> float:
    """The quality of the most specific range that holds `media`; 0 when none does."""
    for wanted in (media, f"{media.partition('/')[0]}/*", "*/*"):
        found = [quality for name, quality in offered if name == wanted]
        if found:
            return max(found)
    return 0.0


def is_json(content_type: str | None) -> bool:
    """Whether a body is JSON in UTF-8."""
    media, *parameters = (piece.strip().lower() for piece in (content_type or "").split(";"))
    charsets = [p.partition("=")[2].strip('" ') for p in parameters if p.startswith("charset")]
    return media == LEGACY and all(charset in ("utf-8", "utf8") for charset in charsets)
