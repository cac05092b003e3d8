"""PDFs written by hand, so that a test says to the point what stands where: any letters, pictures, a password."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

WIDTH, HEIGHT = 595, 842
SIZE = 11
LETTER = SIZE / 2
"""How wide every letter is, in points."""
LEFT = 70
ROOM = int((WIDTH - 2 * LEFT) / LETTER)
"""How many letters fit on a line."""

Placed = tuple[float, float, str]
"""Some text on a page: points from the left, points from above, what it says."""


def wrapped(paragraphs: Iterable[str], *, top: float = 120, step: float = 15, gap: float = 0) -> list[list[Placed]]:
    """Pages of paragraphs broken at spaces, each line ``step`` below the last and each paragraph ``gap`` further."""
    pages: list[list[Placed]] = [[]]
    at = top
    for paragraph in paragraphs:
        for line in _broken(paragraph):
            if at > HEIGHT - 120:
                pages.append([])
                at = top
            pages[-1].append((LEFT, at, line))
            at += step
        at += gap
    return pages


def _broken(paragraph: str) -> list[str]:
    lines = [""]
    for word in paragraph.split(" "):
        if lines[-1] and len(lines[-1]) + 1 + len(word) > ROOM:
            lines.append(word)
        else:
            lines[-1] += f" {word}" if lines[-1] else word
    return lines


def make_pdf(
    pages: Sequence[Sequence[Placed]], *, pictures: Iterable[int] = (), locked: bool = False, letters: bool = True
) -> bytes:
    """A PDF. ``pictures`` are the pages, from 0, that show an image; without ``letters`` no sign says what it is."""
    signs = {sign: number for number, sign in enumerate(sorted({s for p in pages for _, _, t in p for s in t}), 1)}
    unicode = _stream(_cmap(signs)) if letters else b"<< /Length 0 >>\nstream\n\nendstream"
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        3: b"<< /Type /Font /Subtype /Type0 /BaseFont /Proef /Encoding /Identity-H /DescendantFonts [4 0 R]"
        + (b" /ToUnicode 6 0 R >>" if letters else b" >>"),
        4: b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Proef /DW 500 /FontDescriptor 5 0 R"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        5: b"<< /Type /FontDescriptor /FontName /Proef /Flags 4 /Ascent 800 /Descent -200 /ItalicAngle 0 /StemV 80"
        b" /CapHeight 700 /FontBBox [0 -200 500 800] >>",
        6: unicode,
        7: _stream(
            b"\x80", b" /Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray"
        ),
    }
    kids = []
    for number, page in enumerate(pages):
        here = 10 + 2 * number
        drawing = "\n".join(
            f"BT /F1 {SIZE} Tf 1 0 0 1 {left} {HEIGHT - top} Tm <{''.join(f'{signs[s]:04x}' for s in text)}> Tj ET"
            for left, top, text in page
        )
        if number in set(pictures):
            drawing += "\nq 400 0 0 600 90 120 cm /I1 Do Q"
        objects[here] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents {here + 1} 0 R"
            " /Resources << /Font << /F1 3 0 R >> /XObject << /I1 7 0 R >> >> >>"
        ).encode()
        objects[here + 1] = _stream(drawing.encode())
        kids.append(f"{here} 0 R")
    objects[2] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>".encode()
    return _file(objects, locked)


def _stream(content: bytes, more: bytes = b"") -> bytes:
    return b"<< /Length %d%s >>\nstream\n%s\nendstream" % (len(content), more, content)


def _cmap(signs: dict[str, int]) -> bytes:
    pairs = "\n".join(f"<{number:04x}> <{sign.encode('utf-16-be').hex()}>" for sign, number in signs.items())
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <ffff> endcodespacerange\n{len(signs)} beginbfchar\n{pairs}\nendbfchar\n"
        "endcmap end end"
    ).encode()


def _file(objects: dict[int, bytes], locked: bool) -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    places = {}
    for number, content in sorted(objects.items()):
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 1\n0000000000 65535 f \n"
    for number, place in places.items():
        out += b"%d 1\n%010d 00000 n \n" % (number, place)
    lock = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >> /ID [<00> <00>]" % (
        b"ab" * 32,
        b"cd" * 32,
    )
    out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (
        max(objects) + 1,
        lock if locked else b"",
        start,
    )
    return bytes(out)
