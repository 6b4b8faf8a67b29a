"""Content encodings undone piece by piece, under limits, so that a bomb of any depth costs little.

Each layer is a generator over the one before it: no more than a piece of each is ever held.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence

from dateline.fetch.gate import Halt

PIECE = 64 * 1024
RATIO_FROM = 1024 * 1024
"""Below this many decoded bytes the ratio is not judged: a short, very regular feed may be honest."""
_KNOWN = {"gzip": "gzip", "x-gzip": "gzip", "deflate": "deflate"}
_GZIP_MAGIC = b"\x1f\x8b"


def encodings(header: str | None, layers: int) -> list[str]:
    """The encodings to undo, outermost first. Raises Halt for too many, or for one that was not asked for."""
    named = [word.strip().lower() for word in (header or "").split(",")]
    real = [word for word in named if word and word != "identity"]
    if len(real) > layers:
        raise Halt("fetch.encoding_chain", f"{len(real)} encodings")
    for word in real:
        if word not in _KNOWN:
            raise Halt("fetch.unsupported_encoding", word)
    return [_KNOWN[word] for word in reversed(real)]


def decoded(chunks: Iterable[bytes], codings: Sequence[str], limit: int, ratio: int) -> bytes:
    """The whole body once decoded.

    Raises Halt: fetch.decoded_too_large beyond `limit` bytes or `ratio` decoded bytes for one received,
    fetch.truncated for a stream that does not reach its own end, fetch.unsupported_encoding for one that is not what
    it was declared to be.
    """
    received = 0

    def counted() -> Iterator[bytes]:
        nonlocal received
        for chunk in chunks:
            received += len(chunk)
            yield chunk

    stream: Iterator[bytes] = _limited(counted(), limit)
    for coding in codings:
        stream = _limited(_inflated(stream, coding), limit)
    body, size = [], 0
    for piece in stream:
        body.append(piece)
        size += len(piece)
        if codings and size > RATIO_FROM and size > ratio * received:
            raise Halt("fetch.decoded_too_large", f"more than {ratio} bytes for one received")
    return b"".join(body)


def _limited(pieces: Iterable[bytes], limit: int) -> Iterator[bytes]:
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > limit:
            raise Halt("fetch.decoded_too_large", f"more than {limit} bytes")
        yield piece


def _inflated(chunks: Iterable[bytes], coding: str) -> Iterator[bytes]:
    """The pieces inside a gzip (RFC 1952, several members) or deflate stream (RFC 1950; also bare RFC 1951)."""
    inflate = None
    pending, is_over = b"", False
    for chunk in chunks:
        pending = b"" if is_over else pending + chunk  # what follows the end is read, so that framing is still judged
        while not is_over and (inflate is not None or len(pending) >= 2):
            inflate = inflate or _inflater(coding, pending)
            try:
                piece = inflate.decompress(pending, PIECE)
            except zlib.error as error:
                raise Halt("fetch.truncated", f"damaged {coding} stream: {error}") from error
            if piece:
                yield piece
            pending = inflate.unconsumed_tail
            if inflate.eof:
                pending, inflate = inflate.unused_data, None
                is_over = coding != "gzip" or (len(pending) >= 2 and not pending.startswith(_GZIP_MAGIC))
                if len(pending) < 2:
                    break
            elif not pending and len(piece) < PIECE:
                break
    if inflate is not None:
        raise Halt("fetch.truncated", f"the {coding} stream ends early")


def _inflater(coding: str, start: bytes) -> zlib._Decompress:
    if coding == "gzip":
        if not start.startswith(_GZIP_MAGIC):
            raise Halt("fetch.unsupported_encoding", "declared as gzip, and is not")
        return zlib.decompressobj(wbits=31)
    has_header = start[0] & 0x0F == 8 and (start[0] * 256 + start[1]) % 31 == 0
    return zlib.decompressobj(wbits=15 if has_header else -15)
