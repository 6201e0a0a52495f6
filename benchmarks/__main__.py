"""`python -m benchmarks`: chooses what is measured."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]


def main() -> None:
    """Reads the command line and prints what was measured."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for add in (
        _add_scan,
        _add_pages,
        _add_pictures,
        _add_heads,
        _add_accuracy,
        _add_detection,
        _add_sketches,
        _add_sheet,
        _add_fit,
        _add_kill,
        _add_grow,
        _add_histories,
        _add_fuzz,
        _add_encodings,
        _add_characters,
        _add_speed,
        _add_spark,
        _add_peers,
    ):
        add(commands)
    chosen = parser.parse_args()
    sys.exit(_run(chosen, parser))


def _add_scan(commands: Commands) -> None:
    scan = commands.add_parser("scan", help="seconds and memory of lineage scan, whole process, and of lineage --help")
    scan.add_argument("folder", type=Path)
    scan.add_argument("--runs", type=int, default=3)


def _add_fuzz(commands: Commands) -> None:
    fuzz = commands.add_parser("fuzz", help="broken speeches of every format: read, refused, or a reader failed")
    fuzz.add_argument("formats", nargs="*", metavar="SUFFIX", help="such as .html; all, where none is named")
    fuzz.add_argument("--inputs", type=int, default=1_000, help="how many of each")
    fuzz.add_argument("--markdown", action="store_true", help="the table as the documents have it")


def _add_pages(commands: Commands) -> None:
    pages = commands.add_parser(
        "pages", help="sizes of a report's pages, how soon they answer, and how much of each text they hold"
    )
    pages.add_argument("reports", type=Path)
    pages.add_argument("--index", type=Path, default=Path("lineage.duckdb"), help="of which they are, for their texts")


def _add_pictures(commands: Commands) -> None:
    pictures = commands.add_parser("pictures", help="the pictures of the documents: pages of a report on corpus/")
    pictures.add_argument("folder", type=Path, nargs="?", default=Path("docs/pictures"))


def _add_heads(commands: Commands) -> None:
    heads = commands.add_parser("heads", help="how well furniture, titles, speakers and dates of marked pages are read")
    heads.add_argument("--part", choices=("development", "second", "test"), default="development")
    heads.add_argument("--pages", type=Path, metavar="FOLDER", help="holds the parts (default: the labels here)")
    heads.add_argument("--wrong", action="store_true", help="list what is wrong on each page; for development alone")
    heads.add_argument("--markdown", action="store_true", help="the tables as the documents have them")


def _add_accuracy(commands: Commands) -> None:
    accuracy = commands.add_parser("accuracy", help="every accuracy figure that has a bar; fails below a floor")
    _add_testdata(accuracy)
    accuracy.add_argument("--only", default="", help="some of seeds,reports,score,twins,planted")
    accuracy.add_argument("--raise", action="store_true", dest="rise", help="raise the floors to what is reached now")
    accuracy.add_argument("--lower", action="store_true", help="lower the floors that were not reached, and say which")
    accuracy.add_argument("--markdown", action="store_true", help="the table as the documents have it")
    accuracy.add_argument("--verbose", action="store_true", help="print the lines of the scorer too")


def _add_detection(commands: Commands) -> None:
    detection = commands.add_parser("detection", help="seconds of our detection, and of the obvious code's")
    detection.add_argument("folder", type=Path)
    detection.add_argument("--runs", type=int, default=3)
    detection.add_argument("--segmenter", choices=("rjieba", "jieba"), default="rjieba")
    detection.add_argument("--side", choices=("ours", "obvious"), help=argparse.SUPPRESS)


def _add_sketches(commands: Commands) -> None:
    sketches = commands.add_parser("sketches", help="what windows, shingles and thresholds find of planted reuse")
    sketches.add_argument("folder", type=Path, nargs="?", help="written by gold/planted.py; made anew where not given")
    _add_testdata(sketches)
    sketches.add_argument("--windows", default="4,5,6,7,8")
    sketches.add_argument("--shingles", default="words,ordered pairs,unordered pairs,characters")
    sketches.add_argument("--thresholds", default=".6,.7,.75,.8")
    sketches.add_argument("--markdown", action="store_true")


def _add_sheet(commands: Commands) -> None:
    sheet = commands.add_parser("sheet", help="candidates of a folder for people to label, as TSV")
    sheet.add_argument("folder", type=Path)
    sheet.add_argument("--rows", type=int, default=1500)


def _add_fit(commands: Commands) -> None:
    fit = commands.add_parser("fit", help="weights of the score from the labelled candidates, and how well they do")
    _add_testdata(fit)
    fit.add_argument("--write", action="store_true", help="write them to lineage/formulae/weights.toml")


def _add_kill(commands: Commands) -> None:
    kill = commands.add_parser("kill", help="what is left when scan and add are killed at random moments")
    kill.add_argument("folder", type=Path, nargs="?", default=Path("corpus"))
    kill.add_argument("--kills", type=int, default=200)
    kill.add_argument("--seed", type=int, default=1)
    kill.add_argument("--markdown", action="store_true")


def _add_grow(commands: Commands) -> None:
    grow = commands.add_parser("grow", help="seconds and memory of query and add, and the size of the index")
    _add_testdata(grow)
    grow.add_argument("--only", default="", help="some of reports,broadcasts")
    grow.add_argument("--runs", type=int, default=3)
    grow.add_argument("--markdown", action="store_true")


def _add_peers(commands: Commands) -> None:
    peers = commands.add_parser("peers", help="seconds and memory of other people's tools on the same speeches")
    peers.add_argument("folder", type=Path)
    peers.add_argument("--runs", type=int, default=3)
    peers.add_argument("--only", default="", help="some of qhchina,text-dedup,jieba,rjieba,obvious")
    told = "folder of their own virtual environment, made where it is not (default: among the user's caches)"
    peers.add_argument("--peers", type=Path, metavar="ENV", help=told)
    peers.add_argument("--markdown", action="store_true")


def _add_speed(commands: Commands) -> None:
    speed = commands.add_parser("speed", help="every bar of speed and memory, side by side with other people's tools")
    _add_testdata(speed)
    speed.add_argument("--only", default="", help="some of reports,detection,broadcasts,growth,limit")
    speed.add_argument("--runs", type=int, default=3)
    speed.add_argument("--peers", type=Path, help="folder of the peers' environment, made where it is not")
    speed.add_argument("--markdown", action="store_true", help="tables as the documents have them")


def _add_spark(commands: Commands) -> None:
    spark = commands.add_parser(
        "spark", help="the same scans by DuckDB and by Spark: answers, seconds, memory, shuffles"
    )
    _add_testdata(spark)
    spark.add_argument("--only", default="", help="some of reports,broadcasts,growth")
    spark.add_argument("--master", default="local[2]", help="as lineage scan takes it (default: local[2])")
    spark.add_argument(
        "--spark-conf", action="append", default=[], metavar="NAME=VALUE", help="further settings of Spark"
    )
    spark.add_argument("--copies", default="", help="sizes of growth, in copies of 1.3 million characters (1,2,4,8,16)")
    spark.add_argument("--keep", type=Path, metavar="FILE", help="keep the figures; those of other corpora stay in it")
    spark.add_argument("--kept", type=Path, metavar="FILE", help="measure nothing, print the figures that were kept")
    spark.add_argument("--markdown", action="store_true", help="tables as the documents have them")


def _add_histories(commands: Commands) -> None:
    histories = commands.add_parser("histories", help="what trace, compare and query say of real phrases, as Markdown")
    _add_testdata(histories)


def _add_encodings(commands: Commands) -> None:
    encodings = commands.add_parser("encodings", help="how often texts in every encoding are read as they were written")
    encodings.add_argument("folder", type=Path, nargs="?", default=Path("corpus"))
    encodings.add_argument("--only", default="", help="some of encodings,damage,garbled,seconds")
    encodings.add_argument("--markdown", action="store_true")


def _add_characters(commands: Commands) -> None:
    characters = commands.add_parser("characters", help="the table of frequent characters that encodings are judged by")
    characters.add_argument("--write", action="store_true", help="write it to lineage/reading/characters.txt")


def _add_testdata(parser: argparse.ArgumentParser) -> None:
    """The variable is the one that the tests know."""
    named = os.environ.get("LINEAGE_TESTDATA")
    told = "folder that holds corpora/, gold/ and seeds/ (default: $LINEAGE_TESTDATA)"
    parser.add_argument("--testdata", type=Path, default=Path(named) if named else None, help=told)


def _run(chosen: argparse.Namespace, parser: argparse.ArgumentParser) -> int:
    """What was chosen."""
    made_anew = chosen.command == "sketches" and chosen.folder is None
    needed = chosen.command in ("accuracy", "fit", "grow", "histories", "spark", "speed") or made_anew
    needed &= not getattr(chosen, "kept", None)
    if needed and not (chosen.testdata and chosen.testdata.is_dir()):
        parser.error("the development corpora are needed: name their folder by --testdata or LINEAGE_TESTDATA")
    return _CALLS[chosen.command](chosen) or 0


# The modules are imported late, since each needs other packages.


def _scan(chosen: argparse.Namespace) -> None:
    from benchmarks.scanning import measure_scan

    measure_scan(chosen.folder, chosen.runs)


def _pages(chosen: argparse.Namespace) -> None:
    from benchmarks.pages import measure_pages
    from benchmarks.shown import print_shown

    measure_pages(chosen.reports)
    if chosen.index.is_file():
        print_shown(chosen.reports, chosen.index)


def _pictures(chosen: argparse.Namespace) -> None:
    from benchmarks.pictures import draw_pictures

    draw_pictures(chosen.folder)


def _heads(chosen: argparse.Namespace) -> None:
    from benchmarks.heads import print_heads

    if chosen.wrong and chosen.part == "test":
        sys.exit("--wrong: rules are made on the other parts; whoever looks at the test part can judge by it no more")
    print_heads(chosen.part, chosen.pages, wrong=chosen.wrong, markdown=chosen.markdown)


def _accuracy(chosen: argparse.Namespace) -> int:
    from benchmarks.accuracy import Moving, measure_accuracy

    only, testdata = _listed(chosen.only), chosen.testdata.resolve()
    moving = Moving(rise=chosen.rise, lower=chosen.lower)
    return measure_accuracy(testdata, only, moving, verbose=chosen.verbose, markdown=chosen.markdown)


def _detection(chosen: argparse.Namespace) -> None:
    from benchmarks.detection import measure_detection, print_side

    if chosen.side:
        print_side(chosen.side, chosen.folder, chosen.segmenter)
    else:
        measure_detection(chosen.folder, chosen.runs, chosen.segmenter)


def _fit(chosen: argparse.Namespace) -> None:
    from benchmarks.fitting import fit_weights

    fit_weights(chosen.testdata.resolve(), write=chosen.write)


def _fuzz(chosen: argparse.Namespace) -> int:
    from benchmarks.fuzz import print_fuzz

    return print_fuzz(chosen.formats, chosen.inputs, markdown=chosen.markdown)


def _histories(chosen: argparse.Namespace) -> None:
    from benchmarks.histories import print_histories

    print_histories(chosen.testdata.resolve())


def _encodings(chosen: argparse.Namespace) -> None:
    from benchmarks.encodings import PARTS, measure_encodings

    measure_encodings(chosen.folder, _some_of(tuple(PARTS), chosen.only), markdown=chosen.markdown)


def _characters(chosen: argparse.Namespace) -> None:
    from benchmarks.characters import make_characters

    make_characters(write=chosen.write)


def _sheet(chosen: argparse.Namespace) -> None:
    from benchmarks.sampling import print_sheet

    print_sheet(chosen.folder, chosen.rows)


def _sketches(chosen: argparse.Namespace) -> None:
    from benchmarks.sketching import Grid, measure_sketches

    windows, thresholds = map(int, _listed(chosen.windows)), map(float, _listed(chosen.thresholds))
    grid = Grid(_listed(chosen.shingles), tuple(windows), tuple(thresholds))
    measure_sketches(chosen.folder, chosen.testdata, grid, markdown=chosen.markdown)


def _grow(chosen: argparse.Namespace) -> None:
    from benchmarks.growing import CORPORA, measure_growth

    only = _some_of(CORPORA, chosen.only)
    measure_growth(chosen.testdata.resolve(), chosen.runs, only, markdown=chosen.markdown)


def _peers(chosen: argparse.Namespace) -> None:
    from benchmarks.peers import PEERS, print_peers

    only = _some_of(PEERS, chosen.only)
    print_peers(chosen.folder, only, chosen.runs, chosen.peers, markdown=chosen.markdown)


def _speed(chosen: argparse.Namespace) -> None:
    from benchmarks.speed import PARTS, measure_speed

    only, testdata = _some_of(PARTS, chosen.only), chosen.testdata.resolve()
    measure_speed(testdata, chosen.runs, only, chosen.peers, markdown=chosen.markdown)


def _spark(chosen: argparse.Namespace) -> int:
    from benchmarks.spark import COPIES, PARTS, measure_spark, print_kept

    only, copies = _some_of(PARTS, chosen.only), tuple(map(int, _listed(chosen.copies))) or COPIES
    if chosen.kept:
        print_kept(chosen.kept, _listed(chosen.only), markdown=chosen.markdown)
        return 0
    cluster = ["--master", chosen.master, *(part for own in chosen.spark_conf for part in ("--spark-conf", own))]
    testdata = chosen.testdata.resolve()
    return measure_spark(testdata, only, cluster, copies, keep=chosen.keep, markdown=chosen.markdown)


def _kill(chosen: argparse.Namespace) -> int:
    from benchmarks.killing import measure_kills

    return measure_kills(chosen.folder, chosen.kills, seed=chosen.seed, markdown=chosen.markdown)


_CALLS: Mapping[str, Callable[[argparse.Namespace], int | None]] = {
    "scan": _scan,
    "pages": _pages,
    "pictures": _pictures,
    "heads": _heads,
    "accuracy": _accuracy,
    "detection": _detection,
    "fit": _fit,
    "sheet": _sheet,
    "sketches": _sketches,
    "grow": _grow,
    "fuzz": _fuzz,
    "histories": _histories,
    "encodings": _encodings,
    "characters": _characters,
    "kill": _kill,
    "spark": _spark,
    "speed": _speed,
    "peers": _peers,
}


def _some_of(names: Sequence[str], asked: str) -> Sequence[str]:
    """Those that are asked for, or all; ends here where there is no such name, before hours are spent on the others."""
    chosen = _listed(asked)
    if unknown := [name for name in chosen if name not in names]:
        sys.exit(f"--only {','.join(unknown)}: is none of {', '.join(names)}")
    return chosen or names


def _listed(text: str) -> tuple[str, ...]:
    return tuple(filter(None, (part.strip() for part in text.split(","))))


if __name__ == "__main__":
    main()
