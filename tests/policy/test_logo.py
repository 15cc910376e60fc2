"""The company's mark: what may stand on every page, and what is refused with the reason."""

import struct
import zlib
from pathlib import Path

import pytest

from reportgen.model.text import Text
from reportgen.policy.load import load_config
from reportgen.policy.logo import Logo, read_logo
from tests.policy.test_load import workspace

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 20">{}</svg>'
DISC = '<circle cx="10" cy="10" r="9" fill="#c8102e"/>'


def png(width: int = 8, height: int = 4, *, pixels: bytes | None = None) -> bytes:
    """A grey PNG, or one that says so and is not."""

    def part(kind: bytes, body: bytes) -> bytes:
        return len(body).to_bytes(4) + kind + body + zlib.crc32(kind + body).to_bytes(4)

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = zlib.compress(b"\0" * (width + 1) * height) if pixels is None else pixels
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", body) + part(b"IEND", b"")


def read(folder: Path, name: str, content: bytes | str) -> Logo | Text:
    (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return read_logo(folder, name)


def test_an_svg_and_a_png_have_their_shape(tmp_path: Path) -> None:
    drawn, pixels = read(tmp_path, "a.svg", SVG.format(DISC)), read(tmp_path, "a.png", png())
    assert isinstance(drawn, Logo)
    assert isinstance(pixels, Logo)
    assert (drawn.kind, drawn.ratio, pixels.kind, pixels.ratio) == ("svg+xml", 3.0, "png", 2.0)
    assert drawn.url.startswith("data:image/svg+xml;base64,")


@pytest.mark.parametrize(
    ("inside", "found"),
    [
        ("<script>alert(1)</script>", "<script>"),
        ("<style>*{fill:red}</style>", "<style>"),
        ("<text>澄远</text>", "<text>"),
        ("<foreignObject/>", "<foreignObject>"),
        ('<image href="file:///etc/passwd"/>', "<image>"),
        ('<rect onload="alert(1)"/>', "onload"),
        ('<rect OnClick="alert(1)"/>', "OnClick"),
        ('<use href="other.svg#a"/>', "href"),
        ('<use xmlns:x="http://www.w3.org/1999/xlink" x:href="http://x/"/>', "href"),
        ('<rect fill="url(http://x/a)"/>', "fill"),
        ('<rect style="fill: ur\\6c(http://x/)"/>', "style"),
    ],
)
def test_an_svg_that_does_more_than_draw_is_refused(tmp_path: Path, inside: str, found: str) -> None:
    said = read(tmp_path, "a.svg", SVG.format(inside))
    assert isinstance(said, Text)
    assert dict(said.values)["what"] == found
    assert isinstance(read(tmp_path, "a.svg", SVG.format(DISC)), Logo)  # control


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.svg", '<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG.format("&a;"), "without a document type"),
        ("a.svg", SVG.format("<g>"), "well-formed"),
        ("a.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>', "a viewBox"),
        ("a.svg", SVG.replace("60 20", "600 20").format(DISC), "times as wide as high"),
        ("a.svg", SVG.format("<g/>" * 3000), "at most 2000 shapes"),
        ("a.png", png()[:-20], "a whole PNG"),
        ("a.png", png(pixels=b"x"), "a whole PNG"),
        ("a.png", png(width=9000), "a whole PNG"),
        ("a.png", png() + b" " * 100_000, "at most 100 kB"),
        ("a.gif", b"GIF89a", "an SVG or a PNG"),
    ],
)
def test_what_is_no_logo_is_said(tmp_path: Path, name: str, content: bytes | str, expected: str) -> None:
    assert expected in str(read(tmp_path, name, content))


@pytest.mark.parametrize("name", ["../a.svg", "/etc/hostname", "a\\b.svg", "link.svg"])
def test_a_logo_lies_inside_the_workspace(tmp_path: Path, name: str) -> None:
    inside = tmp_path / "w"
    inside.mkdir()
    (tmp_path / "a.svg").write_text(SVG.format(DISC), "utf-8")
    (inside / "link.svg").symlink_to(tmp_path / "a.svg")
    assert "inside the workspace" in str(read_logo(inside, name))


def test_the_profile_names_the_logo_and_the_fault_names_the_key(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    profile = root / "config/profile.yaml"
    words = profile.read_text("utf-8")
    profile.write_text(words.replace('accent: "#0b4a82"', 'accent: "#0b4a82", logo: config/logo.svg'), "utf-8")
    config, problems = load_config(root)
    assert config is None
    expected = "a file that is there, given from the workspace's folder on, such as config/logo.svg"
    assert [str(one).splitlines()[0] for one in problems] == [
        f"config/profile.yaml:company.logo: got 'config/logo.svg', expected {expected} [E323]"
    ]
    (root / "config/logo.svg").write_text(SVG.format(DISC), "utf-8")
    config, problems = load_config(root)
    assert config is not None
    assert config.logo is not None
    assert "config/logo.svg" in dict(config.files)
