"""How old what stands at each place is, and what each speech leaves out: held against the same asked one by one."""

from pathlib import Path

import numpy as np
import pytest

import lineage
from lineage.descent import EARLIEST, UNTOLD, absences_of, ages_of, attestation_of, attesting
from lineage.inheritance.absence import absent_from
from lineage.inheritance.earlier import Earlier
from lineage.models import AGES, ScanResult

EVERY = "我们要构建网络空间命运共同体。"
OLD = "大力发展数字经济，促进房地产市场平稳健康发展。"
LATE = "凡事先易后难、循序渐进。"
SPEECHES = {
    "2001-03-05_甲_一.txt": EVERY + OLD,
    "2002_甲_二.txt": OLD + "山河的水位今年高，沿岸种了柳树。",
    "2003-03-05_乙_三.txt": EVERY + OLD + "春天的田野里开满了油菜花，蜜蜂很忙。",
    "2009-01-01_乙_四.txt": OLD + EVERY + "工人们连夜修好了堤坝和水闸。",
    "2010-06_丙_五.txt": EVERY + LATE + "孩子们在操场上放风筝，老人们下棋。",
    "2010_丙_六.txt": EVERY + LATE + "渔船清晨出港，傍晚带着满舱的鱼回来。",
    "2024-01-01_丁_七.txt": LATE + "火车穿过隧道，窗外是连绵的雪山。",
    "无名氏.txt": EVERY + "邮差骑着自行车送来了远方的信。",
}


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> ScanResult:
    home = tmp_path_factory.mktemp("ages")
    (home / "speeches").mkdir()
    for name, text in SPEECHES.items():
        (home / "speeches" / name).write_text(text, encoding="utf-8")
    chosen = lineage.Settings(min_score=0.0)
    return lineage.scan([home / "speeches"], out=home / "out", index=home / "index", settings=chosen, jobs=1)


def places_of(result: ScanResult, label: str) -> dict[str, int]:
    """The age of the attesting places of one formula, by the stem of the file; each has one."""
    number = next(at for at, formula in enumerate(result.formulae) if formula.canonical == label)
    own = np.flatnonzero((result.occurrences.formula == number) & attesting(result))
    ages = ages_of(result)[own].tolist()
    files = [Path(result.speeches[speech].file).stem for speech in result.occurrences.speech[own].tolist()]
    return dict(zip(files, ages, strict=True))


def test_an_age_counts_from_the_earliest_attestation(result):
    ages = places_of(result, "构建网络空间命运共同体")
    assert ages == {
        "2001-03-05_甲_一": EARLIEST,
        "2003-03-05_乙_三": AGES.index(5),
        "2009-01-01_乙_四": AGES.index(10),
        "2010-06_丙_五": AGES.index(10),
        "2010_丙_六": AGES.index(10),
        "无名氏": UNTOLD,
    }


def test_what_two_speeches_may_both_say_first_has_no_age(result):
    ages = places_of(result, "凡事先易后难循序渐进")
    assert ages == {"2010-06_丙_五": UNTOLD, "2010_丙_六": UNTOLD, "2024-01-01_丁_七": AGES.index(20)}


def test_every_place_is_as_old_as_dates_say(result):
    attestations = list(map(attestation_of, result.speeches))
    found, own = result.occurrences, attesting(result)
    assert len(found) > 10
    for at, age in enumerate(ages_of(result).tolist()):
        carriers = found.speech[(found.formula == found.formula[at]) & own]
        dated = [attestations[each].last_day for each in carriers.tolist() if attestations[each].when]
        day = attestations[found.speech[at]].first_day
        earlier = bool(day and dated and min(dated) < day)
        assert (age >= 0) == earlier
        if earlier:
            years = (day - min(dated)) / 365.25
            assert age == sum(years > limit + 1 / 365.25 for limit in AGES)


def test_absences_are_those_of_each_speech_asked_alone(result):
    earlier = Earlier(result, lineage.Settings(min_score=0.0))
    absent = absences_of(result)
    told = 0
    for number, speech in enumerate(result.speeches):
        said = set(result.occurrences.formula[result.occurrences.speech == number].tolist())
        alone = list(absent_from(earlier, attestation_of(speech), earlier.counted(number), said))
        own = absent.speech == number
        rows = zip(absent.formula[own].tolist(), absent.carriers[own].tolist(), absent.among[own].tolist(), strict=True)
        assert list(rows) == [(one.formula.rank - 1, one.carriers, one.among) for one in alone]
        told += len(alone)
    assert told > 0
    last = next(number for number, speech in enumerate(result.speeches) if speech.file.startswith("2024"))
    labels = {result.formulae[formula].canonical for formula in absent.formula[absent.speech == last].tolist()}
    assert "构建网络空间命运共同体" in labels


def test_of_an_undated_speech_nobody_says_what_it_leaves_out(result):
    undated = next(number for number, speech in enumerate(result.speeches) if not speech.value("date"))
    assert undated not in absences_of(result).speech.tolist()
