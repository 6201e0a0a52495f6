"""What one speech takes from others: by a small corpus in which every answer can be seen."""

from pathlib import Path

import pytest

import lineage
from lineage.models import Direction

TEXTS = {
    "2013-11-05_甲_一.txt": "各国要构建网络空间命运共同体，做到你中有我、我中有你。要坚持先易后难，稳步推进。"
    "谢谢大家！",
    "2014-06-05_乙_二.txt": "我們要構建網絡空間命運共同體。互聯網上你中有我，我中有你。宜先易後難。"
    "促进房地产市场平稳健康发展。",
    "2016_丙_三.txt": "要构建网络空间命运共同体，促进房地产市场平稳健康发展，共享红利的道路很长。",
    "2021-07-01_丁_四.txt": "要共享红利，也要绿色低碳。促进房地产市场平稳健康发展。绿色低碳才有未来。",
}
NEW = (
    "各位来宾：要构建网络空间命运共同体，做到你中有我、我中有你。促进房地产市场稳定健康发展。绿色低碳大有可为。"
    "我们谈“新质生产力”，也谈共享红利的道路。新质生产力前途无量。"
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("inheritance")
    (home / "speeches").mkdir()
    for name, text in TEXTS.items():
        (home / "speeches" / name).write_text(text, encoding="utf-8")
    settings = lineage.Settings(min_score=0.0, user_words=("绿色低碳",))
    lineage.scan([home / "speeches"], out=home / "out", index=home / "index", settings=settings)
    return home


@pytest.fixture(scope="module")
def ask(home: Path):
    def query(text: str, name: str = "2018-01-01_戊_新.txt", **options):
        (home / name).write_text(text, encoding="utf-8")
        return lineage.query(home / name, index=home / "index", out=home / "out", **options)

    return query


@pytest.fixture(scope="module")
def told(ask):
    return ask(NEW)


def by_label(carried) -> dict[str, object]:
    return {one.formula.canonical: one for one in carried}


def test_what_it_inherits_from_whom_and_how_old(told):
    one = by_label(told.inherited)["构建网络空间命运共同体"]
    assert (one.first_date, one.first_speech) == ("2013-11-05", "2013-11-05_甲_一")
    assert (one.latest_date, one.latest_speech) == ("2016", "2016_丙_三")
    assert (one.speeches, round(one.years, 1), one.direction) == (3, 4.2, Direction.EARLIER)


def test_every_place_cuts_the_text_it_claims(told):
    stretches = [place for one in (*told.carried, *told.shared, *told.new) for place in one.places]
    stretches += [parallel.place for parallel in told.parallels]
    assert len(stretches) > 5
    for place in stretches:
        assert NEW[place.begin : place.end] == place.text


def test_what_it_alters_is_told_apart(told):
    one = by_label(told.altered)["促进房地产市场平稳健康发展"]
    assert [place.text for place in one.places] == ["促进房地产市场稳定健康发展"]
    assert "促进房地产市场平稳健康发展" not in by_label(told.inherited)
    assert one.closest[0].canonical == "促进房地产市场平稳健康发展"
    assert [(edit.kind, edit.text) for edit in one.edits] == [
        ("same", "促进房地产市场"),
        ("dropped", "平"),
        ("same", "稳"),
        ("added", "定"),
        ("same", "健康发展"),
    ]
    assert one.change == "substituted"


def test_what_others_have_only_later_is_no_inheritance(told):
    assert "绿色低碳" not in by_label(told.inherited)
    later = [one for one in (*told.carried, *told.shared) if "绿色低碳" in getattr(one, "canonical", "")]
    assert [one.direction for one in later] in ([], [Direction.LATER])


def test_wording_that_only_one_of_them_has(told):
    (one,) = (one for one in told.shared if "共享红利" in one.canonical)
    assert (one.canonical, one.speeches, one.direction) == ("共享红利的道路", 1, Direction.EARLIER)
    assert one.first_speech == "2016_丙_三"


def test_what_it_says_first(told):
    (one,) = told.new
    assert (one.canonical, one.quoted, len(one.places)) == ("新质生产力", True, 2)


def test_shared_characters_are_counted_once(told):
    assert 0 < told.shared_characters < len(told.columns.canonical.text)
    assert 0 < told.shared_share < 1


def test_an_undated_speech_leaves_it_open(ask):
    told = ask(NEW, "undated.txt")
    assert told.carried
    assert {one.direction for one in told.carried} == {Direction.OPEN}
    assert [one.years for one in told.carried if one.years] == []
    dated = ask(NEW, "undated.txt", date="2018")
    assert dated.inherited


def test_one_of_them_is_asked_of_the_others(home: Path):
    told = lineage.query(home / "speeches" / "2013-11-05_甲_一.txt", index=home / "index", out=home / "out")
    one = by_label(told.first_uses)["构建网络空间命运共同体"]
    assert (one.speeches, one.first_speech) == (2, "2014-06-05_乙_二")
    assert told.inherited == []
    assert told.same_text is None


def test_the_text_of_another_speech_is_recognised(ask):
    told = ask(TEXTS["2013-11-05_甲_一.txt"] + "完。", "2019_己_抄.txt")
    name, share = told.same_text
    assert (name, share > 0.9) == ("2013-11-05_甲_一", True)


def test_a_speech_that_shares_nothing(ask):
    told = ask("柳树发芽，渔船归港。", "2019_己_空.txt")
    assert (told.carried, told.shared, told.parallels, told.shared_characters) == ((), (), (), 0)


def test_nothing_is_written(home: Path, ask):
    before = {path: path.read_bytes() for path in home.rglob("*") if path.is_file() and path.suffix != ".txt"}
    ask(NEW)
    assert {path: path.read_bytes() for path in home.rglob("*") if path.is_file() and path.suffix != ".txt"} == before


def test_the_closest_earlier_parallel_is_the_one_in_the_most_similar_surroundings(told, home):
    one = by_label(told.inherited)["构建网络空间命运共同体"]
    (closest,) = one.closest
    # 各国要构建…，做到你中有我 is more like this speech than the later 我們要構建… or 要构建…，促进.
    assert (closest.speech_id, closest.date) == ("2013-11-05_甲_一", "2013-11-05")
    text = (home / "speeches" / "2013-11-05_甲_一.txt").read_text(encoding="utf-8")
    assert text[closest.place.begin : closest.place.end] == closest.place.text == "构建网络空间命运共同体"
    assert 0.5 < closest.likeness < 1
    assert closest.canonical == "构建网络空间命运共同体"
    assert ([edit.kind for edit in one.edits], one.change) == (["same"], "")


def test_the_ends_of_a_short_text_make_nothing_less_alike(ask):
    told = ask("做到你中有我、我中有你。要坚持先易后难，稳步推进。", "2019-01-01_戊_短.txt").inherited
    assert {one.formula.canonical for one in told} >= {"先易后难"}
    assert {(closest.date, closest.likeness) for one in told for closest in one.closest} == {("2013-11-05", 1.0)}


def test_however_many_carriers_lie_between_the_most_similar_place_is_found(tmp_path):
    (tmp_path / "speeches").mkdir()
    for year in range(1900, 2000):
        own = "".join(chr(0x4E00 + (year * 997 + place * 131) % 20000) for place in range(60))
        text = f"{own}。凡事先易后难，{'稳步推进' if year == 1905 else own[:8]}。"
        (tmp_path / "speeches" / f"{year}-03-05_甲_题.txt").write_text(text, encoding="utf-8")
    (tmp_path / "2001-01-01_乙_新.txt").write_text("凡事先易后难，稳步推进。", encoding="utf-8")
    where = {"index": tmp_path / "index", "out": tmp_path / "out"}
    lineage.scan([tmp_path / "speeches"], settings=lineage.Settings(min_score=0.0), **where)
    told = lineage.query(tmp_path / "2001-01-01_乙_新.txt", **where).inherited
    assert {one.closest[0].date for one in told if "先易后难" in one.formula.canonical} == {"1905-03-05"}


def test_each_place_of_what_is_inherited_has_a_parallel_and_no_other_has(told):
    assert all(len(one.closest) == len(one.places) for one in told.inherited)
    assert all(one.closest == () for one in (*told.first_uses, *told.undecided))


def test_what_is_inherited_is_told_by_age(told):
    assert [share > 0 for share in told.by_age] == [True, True, False, False, False]  # of 2016, and of 2013
    assert 0.3 < sum(told.by_age) <= told.shared_share


def test_a_formula_of_most_of_the_last_speeches_is_missed(ask):
    (absent, *others) = ask("要先易后难，稳步推进。", "2022-01-01_戊_别.txt").absent
    assert absent.formula.canonical == "促进房地产市场平稳健康发展"
    assert (absent.carriers, absent.among, absent.latest_speech) == (3, 4, "2021-07-01_丁_四")
    assert {each.formula.canonical for each in others} == {"构建网络空间命运共同体"}
    assert "促进房地产市场平稳健康发展" not in {
        each.formula.canonical for each in ask(NEW, "2022-01-01_戊_新.txt").absent
    }


def test_nobody_can_say_what_an_undated_or_early_speech_leaves_out(ask):
    assert ask("要先易后难。", "某人.txt").absent == ()
    assert ask("要先易后难。", "2015-01-01_戊_早.txt").absent == ()


@pytest.mark.parametrize(("date", "ages"), [("2014-11-05", 0), ("2018-11-05", 1), ("2023-11-05", 2), ("2023-11-07", 3)])
def test_ages_end_with_anniversaries(ask, date, ages):
    told = ask("要坚持先易后难，稳步推进。", f"{date}_戊_岁.txt")
    assert [bool(share) for share in told.by_age].index(True) == ages
