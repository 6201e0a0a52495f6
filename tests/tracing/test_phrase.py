"""A phrase through time: who has it earliest, who carries it on, how it is reworded."""

import pytest

import lineage
from lineage.errors import UsageError


def test_who_has_it_earliest_and_who_carries_it_on(where):
    told = lineage.trace("全面建设小康社会", **where)
    assert [(carrier.date, carrier.speaker, carrier.places) for carrier in told.carriers] == [
        ("2003-03-05", "乙", 1),
        ("2007-03-05", "乙", 1),
        ("", "", 1),
    ]
    assert [carrier.speech_id for carrier in told.first] == ["2003-03-05_乙_二"]
    assert told.first_certainty == "undated"
    assert [place.date for place in told.places] == ["2003-03-05", "2007-03-05", ""]
    assert told.places[0].sentence == ("", "全面建设小康社会", "，是我们的目标。")
    assert told.formulae[0].canonical == "全面建设小康社会"


def test_script_and_marks_do_not_matter(where):
    plain, marked = (lineage.trace(phrase, **where) for phrase in ("又好又快发展", "「又好、又快」發展"))
    assert plain.canonical == marked.canonical
    assert plain.places == marked.places
    assert plain.places[0].text == "又好又快發展"


def test_every_place_cuts_the_text_it_claims(where, home):
    for place in lineage.trace("小康社会", near=True, **where).places:
        text = (home / "speeches" / f"{place.speech_id}.txt").read_text(encoding="utf-8")
        assert text[place.begin : place.end] == place.text
        assert text[: place.begin].endswith(place.left)
        assert text[place.end :].startswith(place.right)
        assert place.sentence[1] == place.text


def test_a_year_and_a_day_in_it_are_tied(where):
    told = lineage.trace("全面建成小康社会", **where)
    assert {carrier.speech_id for carrier in told.first} == {"2012-11-08_丁_五", "2012_丙_四"}
    assert "tied" in told.first_certainty


def test_what_is_near_makes_a_ladder_and_attests_nothing(where):
    alone, near = (lineage.trace("全面建设小康社会", near=near, **where) for near in (False, True))
    assert (near.carriers, near.first, near.course) == (alone.carriers, alone.first, alone.course)
    assert [(rung.canonical, rung.older, rung.change) for rung in near.ladder] == [
        ("建设小康社会", "", ""),
        ("全面建设小康社会", "建设小康社会", "extended"),
        ("全面建成小康社会", "全面建设小康社会", "substituted"),
    ]
    turned = lineage.trace("又快又好", near=True, **where).ladder
    assert [(rung.canonical, rung.first_date, rung.change) for rung in turned] == [
        ("又快又好", "1998-03-05", ""),
        ("又好又快", "2007-03-05", "reordered"),
    ]


def test_a_phrase_need_not_be_listed(where):
    told = lineage.trace("是新的目标", **where)
    assert told.formulae == told.holders == ()
    assert [carrier.speech_id for carrier in told.carriers] == ["2012-11-08_丁_五"]


def test_an_unknown_phrase_gets_the_nearest_known_ones_and_a_reason(where):
    told = lineage.trace("全面建设富裕社会", **where)
    assert told.places == told.carriers == told.first == told.ladder == ()
    assert "全面建设小康社会" in told.nearest
    assert told.reason == "nowhere"


@pytest.mark.parametrize("phrase", ["", "。", "的", "!?"])
def test_a_phrase_must_hold_something(where, phrase):
    with pytest.raises(UsageError, match="too little"):
        lineage.trace(phrase, **where)


def test_what_is_listed_only_as_a_part_names_what_holds_it(where):
    told = lineage.trace("又快又好", **where)
    assert told.formulae == ()
    assert [formula.canonical for formula in told.holders] == ["发展要又快又好"]


@pytest.fixture(scope="module")
def cut(tmp_path_factory) -> dict[str, object]:
    """Speeches that have a phrase whole, or cut out of longer words."""
    home = tmp_path_factory.mktemp("cut")
    (home / "speeches").mkdir()
    texts = {
        "2007-10-15_甲": "推动创新发展理念深入人心。增长12.5%。凡事先易后难。",
        "2016-03-05_乙": "我们贯彻新发展理念，凡事先易后难。增长12.5%。",
        "2018-03-05_丙": "我们贯彻新发展理念，凡事先易后难，不再创新发展理念。",
    }
    for name, text in texts.items():
        (home / "speeches" / f"{name}_题.txt").write_text(text, encoding="utf-8")
    where = {"index": home / "index.duckdb", "out": home / "out"}
    lineage.scan([home / "speeches"], settings=lineage.Settings(min_score=0.0), **where)
    return where


def test_what_is_cut_out_of_longer_words_is_shown_and_attests_nothing(cut):
    told = lineage.trace("新发展理念", **cut)
    assert [(place.date, place.how) for place in told.places] == [
        ("2007-10-15", "inside"),
        ("2016-03-05", "exact"),
        ("2018-03-05", "exact"),
        ("2018-03-05", "inside"),
    ]
    assert [(carrier.date, carrier.places) for carrier in told.carriers] == [("2016-03-05", 1), ("2018-03-05", 1)]
    assert (told.standing("inside"), told.cut_out, told.first_place.date) == (2, False, "2016-03-05")
    assert [rung.occurrences for rung in told.ladder] == [2]
    assert told.before.speeches == 1
    assert told.before.characters == len("推动创新发展理念深入人心增长12.5%凡事先易后难")


def test_a_phrase_that_stands_only_in_longer_words_is_attested_by_these(cut):
    told = lineage.trace("2.5", **cut)
    assert told.cut_out
    assert [carrier.date for carrier in told.carriers] == ["2007-10-15", "2016-03-05"]
    assert told.before.speeches == 0


def test_what_all_places_stand_within_is_told(cut):
    assert lineage.trace("易后难", **cut).within == "凡事先易后难"
    assert lineage.trace("凡事先易后难", **cut).within == ""


def test_what_all_places_stand_within_is_named_as_it_is_listed(tmp_path):
    (tmp_path / "speeches").mkdir()
    for year, own in (("2001", "今天天气很好。"), ("2002", "明天大家再来。"), ("2003", "后天我们休息。")):
        (tmp_path / "speeches" / f"{year}_甲_一.txt").write_text(f"{own}你中有我、我中有你。", encoding="utf-8")
    found = {"index": tmp_path / "index.duckdb", "out": tmp_path / "out"}
    lineage.scan([tmp_path / "speeches"], **found)
    assert [formula.label for formula in lineage.trace("你中有我", **found).holders][:1] == ["你中有我、我中有你"]
    assert lineage.trace("中有我我中", **found).within == "你中有我、我中有你"


def test_of_a_near_wording_the_whole_is_told(where):
    told = lineage.trace("全面建成富裕社会", near=True, **where)
    assert {place.canonical for place in told.places} == {"全面建成小康社会"}


def test_the_nearest_of_a_long_phrase_are_the_listed_ones_within_it(where):
    assert lineage.trace("我们说的全面建设小康社会的那件很长的事", **where).nearest[0] == "全面建设小康社会"
