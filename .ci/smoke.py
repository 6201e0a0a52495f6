"""What an installed lineage must be able to do, tried without any package that only tests need: see `.ci/wheel`.

It writes five small speeches into the current folder, and runs every command that needs no browser on them.
"""

import importlib.util
import subprocess
import sys
from pathlib import Path

import lineage

LINEAGE = str(Path(sys.executable).with_name("lineage"))
PHRASE = "网络空间命运共同体"
SPEECHES = {
    "2013-11-05_甲_共同维护.txt": "我们要构建网络空间命运共同体，做到你中有我、我中有你。凡事先易后难。",
    "2014-06-05_乙_共享未来.md": "# 共享未来\n\n各国应当构建网络空间命运共同体。合作宜先易后难，不宜空谈。",
    "2015_丙_共同规则.txt": "中国主张构建网络空间命运共同体，制定各国普遍接受的国际规则。",
    "2016-12-01_丁_新的一年.html": "<html><body><article><h1>新的一年</h1>"
    + "<p>互联网上你中有我、我中有你，各国普遍接受的国际规则要先易后难。</p>" * 3
    + "</article></body></html>",
    "2018_戊_谢谢.txt": "謝謝大家！構建網絡空間命運共同體，先易後難。",
}
#: What each form of export is made of here, and how its files end.
EXPORTS = {
    ("csv",): ".csv",
    ("jsonl",): ".jsonl",
    ("parquet",): ".parquet",
    ("tei",): ".xml",
    ("gexf",): ".gexf",
    ("graphml",): ".graphml",
    ("bibtex",): ".bib",
    ("kwic", "--phrase", PHRASE): ".tsv",
}
#: What only tests and extras bring, and what must not be needed.
NOT_INSTALLED = ("pytest", "hypothesis", "playwright", "networkx", "pandas", "kaleido", "rjieba", "psutil")


def run(*arguments: str) -> str:
    """What a command prints; it must end well."""
    done = subprocess.run([LINEAGE, *arguments], capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode:
        sys.exit(f"lineage {' '.join(arguments)}: exit {done.returncode}\n{done.stdout}\n{done.stderr}")
    return done.stdout


def need(holds: bool, what: str) -> None:
    """Ends the trial, saying what, unless it holds."""
    if not holds:
        sys.exit(f"smoke: {what}")


def installed() -> None:
    """The package is the wheel's, alone, and every public name can be had."""
    home = Path(lineage.__file__).resolve()
    need(home.is_relative_to(Path(sys.prefix).resolve()), f"lineage was imported from {home}, not from the wheel")
    there = [name for name in NOT_INSTALLED if importlib.util.find_spec(name)]
    need(not there, f"the wheel brings {', '.join(there)}")
    for name in lineage.__all__:
        need(getattr(lineage, name, None) is not None, f"lineage.{name} is missing")
    need(run("--version") == f"lineage {lineage.__version__}\n", "--version tells another version")
    need("scan" in run("--help"), "--help does not tell of scan")


def answered() -> None:
    """A scan, and questions to it."""
    folder = Path("speeches")
    folder.mkdir()
    for name, text in SPEECHES.items():
        (folder / name).write_text(text, encoding="utf-8")
    run("scan", "speeches", "--min-score", "0")
    need(PHRASE in Path("reports", "data", "formulae.csv").read_text(encoding="utf-8"), "scan misses the formula")
    for page in ("index.html", "speeches/index.html", "method.html"):
        need(Path("reports", page).stat().st_size > 1000, f"reports/{page} is empty")
    need("2013-11-05" in run("trace", PHRASE), "trace does not tell the earliest attestation")
    Path("new.txt").write_text("我们也要构建网络空间命运共同体，先易后难。", encoding="utf-8")
    need("先易后难" in run("query", "new.txt"), "query does not tell what is inherited")
    first, second = (Path(name).stem for name in list(SPEECHES)[:2])
    need(PHRASE in run("compare", first, second, "--format", "csv"), "compare does not tell what two speeches share")
    need(PHRASE in run("formulae", "--format", "csv"), "formulae does not list the formula")
    need(second in run("speeches", "--format", "csv"), "speeches does not list a speech")
    need("lineage.duckdb" in run("settings"), "settings does not tell where the index is")
    run("add", "new.txt")
    need("new" in run("speeches", "--format", "csv"), "add does not add the speech")
    run("remove", "new")
    need(len(run("speeches", "--format", "csv").splitlines()) == 1 + len(SPEECHES), "remove does not remove it")
    run("report", "--single-file", "report.html", "--lang", "zh")
    need(PHRASE in Path("report.html").read_text(encoding="utf-8"), "the single file does not hold the formula")


def exported() -> None:
    """Every form of export."""
    for number, (asked, ending) in enumerate(EXPORTS.items()):
        folder = Path(f"export-{number}")
        run("export", *asked, "-o", str(folder))
        files = [folder] if folder.is_file() else [path for path in folder.rglob("*") if path.is_file()]
        need(bool(files) and all(path.stat().st_size for path in files), f"export {asked[0]} writes nothing")
        need(folder.is_file() or any(path.suffix == ending for path in files), f"export {asked[0]}: no {ending} file")


installed()
answered()
exported()
print(f"lineage {lineage.__version__} runs from its wheel, with its own dependencies alone")
