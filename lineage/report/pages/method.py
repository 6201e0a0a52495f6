"""How it was all found: settings, counts at each stage, what was left out, what would change, how to cite."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from pathlib import PurePosixPath
from typing import Any, Final

from lineage.descent.course import ENOUGH, SPANS
from lineage.descent.life import RARELY
from lineage.detect import BUCKET_CAP, SEED_CAP
from lineage.export.citation import corpus_digest, report_entry, sentences, software_entry
from lineage.formulae.features import Features
from lineage.models import AGES
from lineage.report.corpus import twins_told
from lineage.report.figures.s_curve import s_curve
from lineage.report.pages.sensitivity import doubts, leading_of, passages_alike, thresholds
from lineage.report.site import Site
from lineage.report.told import tiers_told
from lineage.report.wording import knows
from lineage.settings import Settings

#: The counts of a run in the order of its stages; those that are not named here come last, as they are.
STAGES: Final = {
    "reading": ("speeches", "skipped", "twins", "reissues", "repeated_places", "repeated_characters"),
    "laying": ("characters", "words", "distinct_words"),
    "formulae": (
        *("candidates", "measured", "not_whole_words", "given_way", "below_score", "other_kinds", "over_limit"),
        *("formulae", "variants", "places"),
    ),
    "passages": (
        *("windows", "window_types", "candidate_pairs", "verified_pairs", "starred_buckets", "near_windows"),
        *("shared_runs", "starred_places", "alignments", "passages"),
    ),
}
#: The steps from texts to results, in order, and what is said of each.
_STEPS: Final = ("read", "recur", "fold", "score", "choose", "date", "near", "passages", "inherit")
#: The words that the pages use, in the order in which one needs another.
_DEFINED: Final = (
    "formula", "carrier", "earliest", "per_million", "temperature", "life", "dormant", "span", "age", "inherited",
)  # fmt: skip
_REFERENCES: Final = (
    "Agrawal, R., & Srikant, R. (1994). Fast algorithms for mining association rules. VLDB.",
    "Aslam, J., Pelekhov, E., & Rus, D. (2004). The star clustering algorithm for static and dynamic information "
    "organization. Journal of Graph Algorithms and Applications 8(1).",
    "Broder, A. Z. (1997). On the resemblance and containment of documents. Compression and Complexity of Sequences.",
    "Indyk, P., & Motwani, R. (1998). Approximate nearest neighbors: towards removing the curse of dimensionality. "
    "STOC.",
    "Pasquier, N., Bastide, Y., Taouil, R., & Lakhal, L. (1999). Discovering frequent closed itemsets for association "
    "rules. ICDT.",
    "Spärck Jones, K. (1972). A statistical interpretation of term specificity and its application in retrieval. "
    "Journal of Documentation 28(1).",
    "Strauss, D., & Sadler, P. M. (1989). Classical confidence intervals and Bayesian probability estimates for ends "
    "of local taxon ranges. Mathematical Geology 21(4).",
)


#: The settings that options of the command give, value by value.
_OPTIONS: Final = {
    "min_speeches": "--min-speeches",
    "min_length": "--min-length",
    "min_score": "--min-score",
    "limit": "--limit",
    "kinds": "--kind",
    "encoding": "--encoding",
    "columns": "--column",
}


def method_page(site: Site) -> Iterator[tuple[PurePosixPath, bytes]]:
    """The page of the method."""
    run: Mapping[str, Any] = site.result.run
    digest = corpus_digest(site.result.speeches)
    key = f"lineage-{run['generation']}"
    cited = {"title": _title(site), "author": site.say("cited_author"), "year": site.say("cited_year")}
    yield site.page(
        "method.html",
        "method.html",
        steps=_STEPS,
        features=len(Features.names()),
        settings=_settings(site, run["settings"]),
        figure=s_curve(run["sketching"], site.say),
        sketching=run["sketching"],
        stages=list(_stages(site, run["counts"])),
        told=list(_told(site, run["counts"], run["settings"])),
        furniture=_furniture(site),
        left_out=_left_out(site),
        leading=leading_of(site.result.formulae),
        thresholds=thresholds(site),
        more_below=run["counts"].get("below_score", 0),
        doubts=doubts(site),
        similarities=passages_alike(site),
        command=_wider(run["settings"]),
        in_file=site.say("comma").join(name for name in _changed(run["settings"]) if name not in _OPTIONS),
        defined=[(site.say(f"define_{name}"), site.say(f"defined_{name}", **_bounds(site))) for name in _DEFINED],
        run=run,
        digest=digest,
        bibtex=f"{software_entry(run)}\n{report_entry(run, digest, key=key, **cited)}",
        plain=sentences(run, digest, **cited),
        references=_REFERENCES,
    )


def _wider(settings: Mapping[str, Any]) -> str:
    """The command that finds what a lower threshold would, beside what there is; all else is set as it was."""
    values: dict[str, Any] = {**settings, "min_score": f"{settings['min_score'] / 2:g}"}
    told = dict.fromkeys(("min_score", *(name for name in _changed(settings) if name in _OPTIONS)))
    options = [
        f"{_OPTIONS[name]} {shlex.quote(str(value))}"
        for name in told
        for value in (values[name] if isinstance(values[name], list | tuple) else [values[name]])
    ]
    return f"lineage scan FOLDER {' '.join(options)} --out other --index other.duckdb"


def _changed(settings: Mapping[str, Any]) -> Iterator[str]:
    """The settings that are not their defaults."""
    for field in fields(Settings):
        if _plain(settings.get(field.name, field.default)) != _plain(field.default):
            yield field.name


def _settings(site: Site, values: Mapping[str, Any]) -> list[tuple[str, str, bool, str]]:
    """Every setting: its name, its value, whether that is the default, what it means."""
    return [
        (
            field.name,
            _shown(site, values.get(field.name, field.default)),
            _plain(values.get(field.name, field.default)) == _plain(field.default),
            site.say(f"setting_{field.name}"),
        )
        for field in fields(Settings)
    ]


def _plain(value: object) -> object:
    """A setting as JSON has it, where tuples are lists."""
    return list(value) if isinstance(value, tuple) else value


def _shown(site: Site, value: object) -> str:
    if isinstance(value, list | tuple):
        return site.say("comma").join(map(str, value)) or site.say("setting_none")
    if isinstance(value, float):
        return f"{value:g}"
    return f"{value:,}" if isinstance(value, int) else str(value) or site.say("setting_none")


def _stages(site: Site, counts: Mapping[str, int]) -> Iterator[tuple[str, list[tuple[str, int, str]]]]:
    """Each stage in words, with its counts: their names in run.json, how much it was, what it counts."""
    known = {name for names in STAGES.values() for name in names}
    stages = STAGES | {"others": tuple(sorted(set(counts) - known))}
    for stage, names in stages.items():
        rows = [(name, counts[name], _meaning(site, name)) for name in names if name in counts]
        if rows:
            yield site.say(f"stage_{stage}"), rows


def _meaning(site: Site, name: str) -> str:
    return site.say(f"count_{name}") if knows(f"count_{name}") else ""


def _told(site: Site, counts: Mapping[str, int], settings: Mapping[str, Any]) -> Iterator[str]:
    """What was cut, and what was too common for all its pairs to be looked at."""
    if set(STAGES["formulae"]) <= set(counts):
        yield site.say("told_cut", **{name: counts[name] for name in STAGES["formulae"]}, **_thresholds_now(settings))
    if counts.get("starred_places") or counts.get("starred_buckets"):
        starred = {name: counts.get(name, 0) for name in ("starred_places", "starred_buckets")}
        yield site.say("told_capped", **starred, seeds=SEED_CAP, buckets=BUCKET_CAP)
    else:
        yield site.say("told_not_capped")


def _thresholds_now(settings: Mapping[str, Any]) -> dict[str, str]:
    return {"min_score": f"{settings['min_score']:g}"}


def _furniture(site: Site) -> list[tuple[str, int, int]]:
    """Why something was left out, in how many places, how many code points of the texts as read."""
    length: Counter[str] = Counter()
    for _, spans in site.result.left_out():
        for span in spans:
            length[span.reason] += span.end - span.begin
    named = ((reason, site.say("furniture_" + reason.replace(" ", "_"))) for reason in site.corpus.furniture)
    return [(name, site.corpus.furniture[reason], length[reason]) for reason, name in named]


def _left_out(site: Site) -> list[tuple[str, Sequence[str], bool]]:
    """What else was left out, or should be known: a sentence, the list, and whether that is always English."""
    corpus = site.corpus
    lists = (
        ("note_skipped", [f"{file}: {reason}" for file, reason in corpus.skipped], True),
        ("note_copies", twins_told(corpus.copies, "copy", site.say), False),
        ("note_reissues", twins_told(corpus.reissues, "reissue", site.say), False),
        ("note_warnings", corpus.warnings, True),
    )
    return [(site.say(key, count=len(lines)), lines, english) for key, lines, english in lists]


def _bounds(site: Site) -> dict[str, str]:
    """The values that the definitions rest on, from where the code has them."""
    comma = site.say("comma")
    return {
        "tiers": tiers_told(site.say),
        "spans": comma.join(map(str, SPANS)),
        "enough": str(ENOUGH),
        "chance": f"{1 / RARELY:g}",
        "ages": comma.join(map(str, AGES)),
        "oldest": str(AGES[-1]),
    }


def _title(site: Site) -> str:
    """What the report is called where it is cited."""
    first, last = site.corpus.period
    period = site.say("period", first=first, last=last) if first else site.say("no_period")
    return site.say("cited_title", speeches=site.corpus.speeches, period=period)
