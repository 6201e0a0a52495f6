"""Settings: their ranges, how TOML and options make them, and what their fingerprint tells apart.

Who says what of them, file by file and variable by variable, is tried in `test_settings_layers`.
"""

import dataclasses
from pathlib import Path

import pytest

from lineage.errors import ExitCode, UsageError
from lineage.settings import COLUMN_SETTINGS, KINDS, Settings, load_settings


def load(tmp_path: Path, text: str, **overrides: object) -> Settings:
    path = tmp_path / "lineage.toml"
    path.write_text(text, encoding="utf-8")
    return load_settings(path, overrides)


def refused(tmp_path: Path, text: str) -> UsageError:
    with pytest.raises(UsageError) as caught:
        load(tmp_path, text)
    assert caught.value.exit_code == ExitCode.USAGE
    assert caught.value.hint
    return caught.value


def test_without_a_file_the_defaults_hold():
    assert load_settings(None, {}) == Settings()


def test_every_setting_can_stand_in_the_file(tmp_path):
    told = load(
        tmp_path,
        'min_speeches = 3\nmin_length = 5\nmin_score = 0.25\nlimit = 10\nmax_words = 12\nkinds = ["name", "idiom"]\n'
        'encoding = "big5"\ncolumns = ["text=content"]\nignore = ["责任编辑", "re:第.页"]\n'
        'user_words = ["新质生产力"]\n',
    )
    assert told == Settings(
        *(3, 5, 0.25, 10, 12, ("name", "idiom"), "big5"), ("text=content",), ("责任编辑", "re:第.页"), ("新质生产力",)
    )
    assert len(dataclasses.fields(Settings)) == 10, "a new setting needs a line in this test"


def test_options_go_before_the_file_and_the_file_before_the_defaults(tmp_path):
    told = load(tmp_path, "min_speeches = 3\nlimit = 10\n", limit=20, min_length=None)
    assert (told.min_speeches, told.limit, told.min_length) == (3, 20, Settings().min_length)


def test_a_byte_order_mark_is_borne(tmp_path):
    assert load(tmp_path, "\ufefflimit = 10\n").limit == 10


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("min_speaches = 3", "unknown setting 'min_speaches', did you mean 'min_speeches'?"),
        ("xyzzy = 3", "unknown setting 'xyzzy'"),
        ("[limit]\nx = 1", "limit must be a whole number, not {'x': 1}"),
        ('min_speeches = "3"', "min_speeches must be a whole number, not '3'"),
        ("limit = true", "limit must be a whole number, not True"),
        ("limit = 1.0", "limit must be a whole number, not 1.0"),
        ("min_score = false", "min_score must be a number, not False"),
        ("encoding = 8", "encoding must be a text, not 8"),
        ('kinds = "name"', "kinds must be a list of texts, not 'name'"),
        ("user_words = [1]", "user_words must be a list of texts, not [1]"),
        ("limit =", "is not valid TOML"),
    ],
)
def test_a_mistake_names_the_file_and_what_is_wrong(tmp_path, line, told):
    assert told in refused(tmp_path, line).message
    assert "lineage.toml" in refused(tmp_path, line).message


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("min_speeches = 1", "min_speeches is 1, but must lie between 2 and 1000000"),
        ("min_length = 1", "min_length is 1, but must lie between"),
        ("min_score = 1.1", "min_score is 1.1, but must lie between 0 and 1"),
        ("min_score = nan", "min_score is nan, but must lie between 0 and 1"),
        ("limit = 0", "limit is 0, but must lie between 1 and 10000000"),
        ("max_words = 61", "max_words is 61, but must lie between 1 and 60"),
        ('kinds = ["proverb"]', f"kinds 'proverb' is not one of {', '.join(KINDS)}"),
        ('columns = ["text"]', "column 'text' is not of the form FIELD=COLUMN"),
        ('columns = ["text= "]', "column 'text= ' is not of the form FIELD=COLUMN"),
        ('columns = ["text=a", "text=b"]', "two columns are named for 'text'"),
        ('encoding = "klingon"', "there is no text encoding 'klingon'"),
        ('encoding = "rot13"', "there is no text encoding 'rot13'"),
        ('ignore = [""]', "ignore holds an empty text"),
        ('user_words = [" "]', "user_words holds an empty text"),
        ('user_words = ["新质 生产力"]', "user word '新质 生产力' holds a space"),
    ],
)
def test_a_value_out_of_range_is_told(tmp_path, line, told):
    assert refused(tmp_path, line).message.startswith(f"{tmp_path / 'lineage.toml'}: {told}")


def test_all_mistakes_are_told_at_once(tmp_path):
    assert refused(tmp_path, 'a = 1\nlimit = "x"\nencoding = 1').message.count(";") == 2
    assert refused(tmp_path, "limit = 0\nmin_score = 2\nmin_speeches = 0").message.count(";") == 2


@pytest.mark.parametrize("name", ["utf-8", "gb18030", "big5hkscs", "utf-16", "cp950"])
def test_encodings_that_there_are_pass(name):
    assert Settings(encoding=name).encoding == name


def test_a_file_that_cannot_be_read_is_told(tmp_path):
    with pytest.raises(UsageError, match="cannot be read"):
        load_settings(tmp_path / "gone.toml", {})
    (tmp_path / "bytes.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UsageError, match="is not valid TOML"):
        load_settings(tmp_path / "bytes.toml", {})


class TestFingerprint:
    def test_every_setting_changes_it(self):
        changed = {
            "min_speeches": 3,
            "min_length": 5,
            "min_score": 0.25,
            "limit": 10,
            "max_words": 12,
            "kinds": ("name",),
            "encoding": "big5",
            "columns": ("text=content",),
            "ignore": ("责任编辑",),
            "user_words": ("新质生产力",),
        }
        assert set(changed) == {field.name for field in dataclasses.fields(Settings)}
        prints = {Settings(**{name: value}).fingerprint() for name, value in changed.items()}
        assert len(prints | {Settings().fingerprint()}) == len(changed) + 1

    def test_of_some_it_heeds_those_alone(self):
        base = Settings().fingerprint(of=COLUMN_SETTINGS)
        assert Settings(limit=10, min_score=0.25).fingerprint(of=COLUMN_SETTINGS) == base
        assert Settings(user_words=("新质生产力",)).fingerprint(of=COLUMN_SETTINGS) != base

    def test_hashes_beside_the_settings_change_it(self):
        assert Settings().fingerprint(also={"dictionary": "a"}) != Settings().fingerprint(also={"dictionary": "b"})

    def test_equal_settings_have_one_however_they_were_written(self, tmp_path):
        assert load(tmp_path, "min_score = 1").fingerprint() == load(tmp_path, "min_score = 1.0").fingerprint()
        assert len(Settings().fingerprint()) == 16
