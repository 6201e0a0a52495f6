"""A folder full of traps: each is told, the speeches among them are read, and nothing else is touched."""

import io
import json
import os
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from lineage.errors import ExitCode

posix_only = pytest.mark.skipif(os.name != "posix", reason="names, pipes and limits as POSIX has them")

#: What a scan of the traps may take on this side of reason: seconds, and kilobytes of its largest process.
_SECONDS = 90
_KILOBYTES = 2 << 20
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TEI = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body><p>{}</p></body></text></TEI>'


def packed(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def entities() -> str:
    """A billion laughs: each entity ten of the one before it."""
    declared = '<!ENTITY a0 "哈哈哈">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    return f"<!DOCTYPE TEI [{declared}]>" + _TEI.format("&a9;")


def reaching_out() -> str:
    return '<!DOCTYPE TEI [<!ENTITY secret SYSTEM "secret.key">]>' + _TEI.format("&secret;")


def pages_in_a_circle() -> bytes:
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[2 0 R 3 0 R]/Count 2>>",
        b"<</Type/Pages/Kids[2 0 R]/Count 99999999/Parent 3 0 R>>",
    ]
    body = b"%PDF-1.4\n" + b"".join(b"%d 0 obj%s endobj\n" % (n, each) for n, each in enumerate(objects, start=1))
    return body + b"trailer<</Root 1 0 R/Size 4>>\nstartxref\n0\n%%EOF\n"


def word_bomb() -> bytes:
    body = f'<w:document xmlns:w="{_W}"><w:body>'.encode() + b"<w:p><w:r><w:t>a</w:t></w:r></w:p>" * (8 << 20)
    return packed({"[Content_Types].xml": b"<Types/>", "word/document.xml": body})


#: What each trap is called, what it holds, and what is said of it.
TRAPS = {
    "bomb.zip": (lambda: packed({"a.txt": b"a" * (30 << 20)}), "times its packed size"),
    "out.zip": (lambda: packed({"../../escaped.txt": "你中有我".encode()}), "leads out"),
    "nested.zip": (lambda: packed({"inner.zip": packed({"a.txt": b"a"})}), "archive in an archive"),
    "cut.zip": (lambda: packed({"a.txt": b"a" * 1000})[:80], "is no archive"),
    "bomb.docx": (word_bomb, "times its packed size"),
    "laughs.xml": (lambda: entities().encode(), "laughs.xml"),
    "outside.xml": (lambda: reaching_out().encode(), "outside.xml"),
    "deep.html": (lambda: b"<div>" * 100_000 + "你中有我".encode(), ""),
    "circle.pdf": (pages_in_a_circle, "circle.pdf"),
    "cut.pdf": (lambda: b"%PDF-1.7\n1 0 obj", "cut.pdf"),
    "picture.txt": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, "looks like binary data"),
    "line.jsonl": (lambda: b'{"id": "a", "text": "' + b"a" * (70 << 20), "is too long for a speech"),
    "cell.csv": (lambda: b'id,text\na,"' + b"a\n" * (35 << 20), "is no CSV"),
    "pages.numbers": (lambda: b"x", "is not read"),
}


@pytest.fixture
def traps(folder: Path) -> Path:
    """The speeches, and the traps among them."""
    for name, (content, _) in TRAPS.items():
        (folder / name).write_bytes(content())
    (folder / "large.txt").touch()
    os.truncate(folder / "large.txt", 500 << 20)
    Path("secret.key").write_text("不为人知的秘密钥匙", encoding="utf-8")
    (folder / "secret.key").symlink_to(Path("secret.key").absolute())
    (folder / "link.txt").symlink_to("/etc/passwd")
    (folder / "circle").symlink_to(folder)
    os.mkfifo(folder / "pipe.txt")
    (folder / "line\n\x1b[2Jbreak.txt").write_text("你中有我", encoding="utf-8")
    Path(os.fsdecode(os.fsencode(folder) + b"/\xff\xfe.txt")).write_text("你中有我", encoding="utf-8")
    (folder / "speeches.csv").write_text("file,speaker\n../secret.key,甲\n/etc/passwd,乙\n", encoding="utf-8")
    return folder


def last_use(script: str, *arguments: str) -> tuple[subprocess.CompletedProcess[str], float, int]:
    """The command run, its seconds, and the kilobytes of its largest process."""
    began = time.monotonic()
    wrapper = (
        "import resource, subprocess, sys; done = subprocess.run(sys.argv[1:]);"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=open('kilobytes', 'w'));"
        "sys.exit(done.returncode)"
    )
    command = [sys.executable, "-c", wrapper, sys.executable, "-m", script, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
    return done, time.monotonic() - began, int(Path("kilobytes").read_text(encoding="utf-8"))


@posix_only
def test_each_trap_is_told_and_the_rest_goes_on(traps, standing):
    before = standing("speeches")
    done, seconds, kilobytes = last_use("lineage", "scan", "speeches", "--format", "jsonl")
    assert done.returncode == ExitCode.OK, done.stderr
    assert {"构建网络空间命运共同体", "先易后难"} <= {
        json.loads(line)["canonical"] for line in done.stdout.splitlines()
    }
    told = " ".join(done.stderr.split())
    for name, (_, said) in TRAPS.items():
        assert said in told, name
    for said in (
        "longer than 64 MB",
        "leads out of the corpus",
        "not a regular file",
        "cannot be shown",
        "outside the",
    ):
        assert said in told
    assert "秘密" not in done.stdout + done.stderr
    assert "\x1b[2J" not in done.stderr
    assert (seconds < _SECONDS, kilobytes < _KILOBYTES) == (True, True), (seconds, kilobytes)
    assert standing("speeches") == before
    assert {path.name for path in Path.cwd().iterdir()} == {
        *("speeches", "reports", "lineage.duckdb", "secret.key", "kilobytes")
    }
    assert "秘密" not in "".join(path.read_text(encoding="utf-8") for path in Path("reports/data").iterdir())


def test_a_folder_that_may_not_be_read_is_told_and_the_rest_goes_on(folder, run, monkeypatch):
    (folder / "locked").mkdir()
    (folder / "locked" / "a.txt").write_text("你中有我", encoding="utf-8")
    iterate = Path.iterdir

    def iterdir(path: Path):
        if path.name == "locked":
            raise PermissionError(13, "Permission denied")
        return iterate(path)

    monkeypatch.setattr(Path, "iterdir", iterdir)
    result = run("scan", folder)
    assert result.exit_code == ExitCode.OK
    assert "locked: not read, cannot be read (Permission denied)" in result.stderr


def test_what_a_reader_never_thought_of_is_told_and_the_rest_goes_on(folder, run, monkeypatch):
    from lineage.reading import formats

    def fails(*_):
        raise RecursionError("too deep")

    monkeypatch.setitem(formats._READERS, ".md", fails)
    (folder / "odd.md").write_text("你中有我", encoding="utf-8")
    result = run("scan", folder)
    assert result.exit_code == ExitCode.OK
    assert "odd.md: not read, cannot be read (RecursionError: too deep)" in result.stderr


def test_ten_thousand_tiny_files(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("tiny").mkdir()
    for number in range(10_000):
        Path(f"tiny/{number:05}.txt").write_text(f"凡事先易后难，此为第{number}次所说。", encoding="utf-8")
    done, seconds, kilobytes = last_use("lineage", "scan", "tiny", "--format", "jsonl")
    assert done.returncode == ExitCode.OK, done.stderr
    assert "10,000 speeches, 0 files skipped" in done.stderr
    assert (seconds < _SECONDS, kilobytes < _KILOBYTES) == (True, True), (seconds, kilobytes)
