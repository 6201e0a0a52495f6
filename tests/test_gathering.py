"""From paths to speeches: what is read anew, what is taken from the index, and what is skipped."""

import dataclasses
import json
from pathlib import Path

import pytest

import lineage
from lineage.gathering import gather, readings_by_key
from lineage.reading import discover
from lineage.settings import Settings
from lineage.stages import Silence
from lineage.text import Segmenter


class Counting(Silence):
    """Counts the steps it is told of."""

    steps = 0

    def advance(self) -> None:
        self.steps += 1


@pytest.fixture
def folder(tmp_path) -> Path:
    made = tmp_path / "speeches"
    made.mkdir()
    for name, text in {
        "2013_甲_一": "先易后难，命运共同体。",
        "2014_乙_二": "互利共赢，命运共同体。",
        "三": "先易后难。",
    }.items():
        (made / f"{name}.txt").write_text(text, encoding="utf-8")
    return made


def gathered(folder: Path, known=None, settings=None, jobs=1, progress=None):
    return gather(discover([folder]), settings or Settings(), known or {}, jobs, progress or Silence())


def test_speeches_come_by_identifier_with_their_columns_and_facts(folder):
    found = gathered(folder)
    assert [speech.speech_id for speech in found.speeches] == ["2013_甲_一", "2014_乙_二", "三"]
    assert [own.canonical.text for own in found.columns] == ["先易后难命运共同体", "互利共赢命运共同体", "先易后难"]
    assert [speech.value("date") for speech in found.speeches] == ["2013", "2014", ""]
    assert (found.skipped, found.reused) == ((), 0)


def test_processes_change_nothing(folder):
    one, two = gathered(folder), gathered(folder, jobs=2)
    assert one.speeches == two.speeches
    assert [own.word_start.tolist() for own in one.columns] == [own.word_start.tolist() for own in two.columns]


@pytest.mark.parametrize("jobs", [1, 2])
def test_progress_is_told_once_a_file(folder, jobs):
    known = readings_by_key(gathered(folder))
    (folder / "new.txt").write_text("新的。", encoding="utf-8")
    (folder / "empty.txt").touch()
    progress = Counting()
    gathered(folder, dict([*known.items()][:2]), jobs=jobs, progress=progress)
    assert progress.steps == 5


class TestReuse:
    def test_known_readings_are_not_cut_again(self, folder, monkeypatch):
        first = gathered(folder)
        monkeypatch.setattr(Segmenter, "columns", lambda *_: pytest.fail("cut again"))
        again = gathered(folder, readings_by_key(first))
        assert again.reused == 3
        assert again.speeches[0].facts == first.speeches[0].facts
        assert [own.canonical.text for own in again.columns] == [own.canonical.text for own in first.columns]

    def test_a_changed_file_is_read_anew(self, folder):
        known = readings_by_key(gathered(folder))
        (folder / "三.txt").write_text("合作共赢。", encoding="utf-8")
        again = gathered(folder, known)
        assert (again.reused, again.columns[2].canonical.text) == (2, "合作共赢")

    def test_a_renamed_file_is_known_and_gets_its_new_facts(self, folder):
        known = readings_by_key(gathered(folder))
        (folder / "三.txt").rename(folder / "2020-05_丁_三.txt")
        again = gathered(folder, known)
        assert again.reused == 3
        assert [speech.value("date") for speech in again.speeches] == ["2013", "2014", "2020-05"]

    def test_a_stated_encoding_is_part_of_the_key(self, folder):
        known = readings_by_key(gathered(folder))
        again = gathered(folder, known, Settings(encoding="utf-8"))
        assert again.reused == 0
        assert all(key.endswith(":utf-8") for key in again.keys)
        assert gathered(folder, readings_by_key(again), Settings(encoding="utf-8")).reused == 3

    def test_two_copies_of_a_text_are_two_speeches_and_one_reading(self, folder):
        (folder / "四.txt").write_bytes((folder / "三.txt").read_bytes())
        found = gathered(folder)
        assert len(found.speeches) == 4
        assert len(readings_by_key(found)) == 3

    @pytest.mark.parametrize(
        ("change", "reused"),
        [
            ({"min_score": 0.1, "limit": 3, "min_speeches": 3, "kinds": ("name",), "min_length": 5, "max_words": 9}, 3),
            ({"user_words": ("命运共同体",)}, 0),
            ({"ignore": ("互利共赢",)}, 0),
            ({"encoding": "utf-8"}, 0),
        ],
    )
    def test_only_settings_that_decide_the_columns_make_an_index_useless(self, folder, tmp_path, change, reused):
        def reused_by(settings: Settings) -> int:
            result = lineage.scan([folder], out=tmp_path / "out", index=tmp_path / "index", settings=settings)
            assert len(result.speeches) == 3
            return json.loads((tmp_path / "out" / "data" / "run.json").read_bytes())["timing"]["reused"]

        assert reused_by(Settings()) == 0
        assert reused_by(dataclasses.replace(Settings(), **change)) == reused


class TestSkipped:
    def test_files_that_cannot_be_used_are_told_with_reason_and_hint(self, folder):
        (folder / "empty.txt").touch()
        (folder / "marks.txt").write_text("……！？", encoding="utf-8")
        (folder / "bytes.txt").write_bytes(bytes(range(256)) * 20)
        found = gathered(folder)
        assert [skip.file for skip in found.skipped] == ["bytes.txt", "empty.txt", "marks.txt"]
        assert all(skip.reason and skip.hint for skip in found.skipped)
        assert len(found.speeches) == 3

    def test_a_file_that_vanished_is_told(self, folder):
        found = discover([folder])
        (folder / "三.txt").unlink()
        outcome = gather(found, Settings(), {}, 1, Silence())
        assert [(skip.file, skip.reason) for skip in outcome.skipped] == [
            ("三.txt", "cannot be read (No such file or directory)")
        ]

    def test_what_discovery_skipped_is_kept(self, folder):
        (folder / "old.doc").write_bytes(b"x")
        assert [skip.file for skip in gathered(folder).skipped] == ["old.doc"]

    def test_doubts_about_metadata_name_the_file(self, folder):
        (folder / "2014_乙_二.txt").write_text("---\ndate: 2015\n---\n互利共赢，命运共同体。", encoding="utf-8")
        assert any(warning.startswith("2014_乙_二.txt: ") for warning in gathered(folder).warnings)
