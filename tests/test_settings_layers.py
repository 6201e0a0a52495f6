"""Who says what of the settings: variables, the project's file, the user's; and what is said of each setting."""

import dataclasses
import tomllib
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineage.errors import UsageError
from lineage.report import LANGUAGES
from lineage.settings import (
    ABOUT,
    KINDS,
    Layer,
    RunSettings,
    Settings,
    list_settings,
    read_settings,
    settings_reference,
    user_file,
)
from lineage.settings.layers import resolved, said_by_environment, said_by_table

#: A value that is not the default, by name: as a file has it, as a variable has it.
OTHER: dict[str, tuple[object, str]] = {
    "min_speeches": (3, "3"),
    "min_length": (5, "5"),
    "min_score": (0.25, "0.25"),
    "limit": (10, "10"),
    "max_words": (12, "12"),
    "kinds": (["name", "idiom"], "name, idiom"),
    "encoding": ("big5", "big5"),
    "columns": (["text=content"], "text=content"),
    "ignore": (["责任编辑", "re:第.页"], "责任编辑\nre:第.页"),
    "user_words": (["新质生产力"], "新质生产力"),
    "index": ("other.duckdb", "other.duckdb"),
    "out": ("results", "results"),
    "jobs": (2, "2"),
    "memory_limit": ("2GB", "2GB"),
    "engine": ("spark", "spark"),
    "master": ("local[2]", "local[2]"),
    "remote": ("sc://host:15002", "sc://host:15002"),
    "storage": ("shared", "shared"),
    "spark_conf": (
        ["spark.executor.memory=8g", "spark.jars=a.jar,b.jar"],
        "spark.executor.memory=8g\nspark.jars=a.jar,b.jar",
    ),
    "lang": ("zh", "zh"),
    "color": ("never", "never"),
}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to stand in, with a home of settings of its own."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
    (tmp_path / "project").mkdir()
    monkeypatch.chdir(tmp_path / "project")
    return tmp_path / "project"


def say(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.usefixtures("here")
class TestWhoSaysWhat:
    def test_every_setting_is_tried_here(self):
        names = {field.name for kind in (Settings, RunSettings) for field in dataclasses.fields(kind)}
        assert set(OTHER) == set(ABOUT) == names

    @pytest.mark.parametrize("name", OTHER)
    def test_a_variable_says_the_same_as_a_file(self, name):
        in_file, in_variable = OTHER[name]
        variable = f"LINEAGE_{name.upper()}"
        by_table = resolved([said_by_table({name: in_file}, Layer.PROJECT, "lineage.toml")])[name]
        by_variable = resolved([said_by_environment({variable: in_variable})])[name]
        assert by_table.value == by_variable.value != ABOUT[name].default
        assert isinstance(by_table.value, ABOUT[name].kind)
        assert type(by_table.value) is type(by_variable.value)
        assert (by_table.where, by_variable.where) == ("lineage.toml", variable)

    @pytest.mark.parametrize(
        ("layers", "value", "where"),
        [
            ("", 2, "default"),
            ("user", 3, "{user}"),
            ("user project", 4, "lineage.toml"),
            ("user pyproject", 5, "pyproject.toml"),
            ("user pyproject project", 4, "lineage.toml"),
            ("user project environment", 6, "LINEAGE_MIN_SPEECHES"),
            ("user environment", 6, "LINEAGE_MIN_SPEECHES"),
        ],
    )
    def test_the_highest_layer_that_names_it_has_it(self, layers, value, where):
        files = {
            "user": (user_file(), "min_speeches = 3"),
            "project": (Path("lineage.toml"), "min_speeches = 4"),
            "pyproject": (Path("pyproject.toml"), "[project]\nname = 'x'\n[tool.lineage]\nmin_speeches = 5"),
        }
        for layer in set(layers.split()) & set(files):
            say(*files[layer])
        environment = {"LINEAGE_MIN_SPEECHES": "6"} if "environment" in layers else {}
        told = list_settings(environment=environment).settings[0]
        assert (told.name, told.value, told.where) == ("min_speeches", value, where.format(user=user_file()))
        said = read_settings(environment=environment)
        assert said.settings().min_speeches == value
        assert said.settings({"min_speeches": 9, "limit": None}).min_speeches == 9

    def test_files_may_be_partial(self):
        say(user_file(), 'user_words = ["新质生产力"]\nlimit = 5')
        say(Path("lineage.toml"), "limit = 7")
        told = read_settings(environment={"LINEAGE_KINDS": "name"}).settings({"min_length": 6})
        assert told == Settings(user_words=("新质生产力",), limit=7, kinds=("name",), min_length=6)

    def test_a_named_file_goes_before_the_one_beside_it(self):
        say(Path("lineage.toml"), "limit = 1")
        say(Path("a.toml"), "limit = 2")
        say(Path("sub/pyproject.toml"), "[tool.lineage]\nlimit = 3")
        named = {"LINEAGE_CONFIG": "a.toml"}
        assert read_settings(environment=named).value("limit") == 2
        assert read_settings(Path("sub/pyproject.toml"), named).value("limit") == 3
        assert [(str(file.path), file.found) for file in read_settings(environment=named).files] == [
            ("a.toml", "read"),
            (str(user_file()), "not there"),
        ]

    def test_a_pyproject_of_other_tools_says_nothing(self):
        say(Path("pyproject.toml"), "[tool.other]\nlimit = 3\n")
        told = read_settings(environment={})
        assert told.settings() == Settings()
        assert told.paths == []
        assert [file.found for file in told.files] == ["not there", "has no [tool.lineage]", "not there"]

    @pytest.mark.parametrize("value", ["3", '"x"', "[]", "false"])
    def test_a_pyproject_that_says_no_table_is_wrong(self, value):
        say(Path("pyproject.toml"), f"[tool]\nlineage = {value}\n")
        with pytest.raises(UsageError, match=r"^pyproject.toml: lineage is .* in \[tool\], and no table$"):
            read_settings(environment={})

    def test_relative_paths_begin_where_they_are_written(self):
        say(user_file(), 'out = "all"')
        say(Path("sub/lineage.toml"), 'index = "a.duckdb"')
        told = read_settings(Path("sub/lineage.toml"), {})
        assert (told.value("index"), told.value("out")) == (Path("sub/a.duckdb"), user_file().parent / "all")
        told = read_settings(Path("sub/lineage.toml"), {"LINEAGE_INDEX": "b.duckdb", "LINEAGE_OUT": "/r"})
        assert (told.value("index"), told.value("out")) == (Path("b.duckdb"), Path("/r"))

    def test_who_names_a_cluster_takes_back_what_lower_layers_say_of_another(self):
        say(user_file(), 'master = "yarn"\nspark_conf = ["spark.a=1"]')
        say(Path("lineage.toml"), 'remote = "sc://host"')
        project = Path("lineage.toml")
        told = read_settings(project, {})
        assert (told.value("master"), told.value("remote"), told.value("spark_conf")) == (
            *("", "sc://host"),
            ("spark.a=1",),
        )
        told = read_settings(project, {"LINEAGE_MASTER": "local[2]"})
        assert (told.value("master"), told.value("remote")) == ("local[2]", "")
        listed = {one.name: one.where for one in list_settings(project, environment={}).settings}
        assert (listed["master"], listed["remote"]) == ("default", "lineage.toml")

    def test_a_file_that_nobody_names_says_nothing_of_a_cluster(self):
        say(Path("lineage.toml"), 'limit = 7\nremote = "sc://host"\nspark_conf = ["spark.jars=a.jar"]')
        with pytest.raises(UsageError, match=r"^lineage.toml: remote, spark_conf: not taken from a file") as caught:
            read_settings(environment={})
        assert "(--remote, --spark-conf), in LINEAGE_REMOTE, LINEAGE_SPARK_CONF or in your own" in caught.value.hint
        for told in (
            read_settings(Path("lineage.toml"), {}),
            read_settings(environment={"LINEAGE_CONFIG": "lineage.toml"}),
        ):
            assert (told.value("limit"), told.value("remote")) == (7, "sc://host")

    def test_every_setting_of_spark_is_told_to_be_none_of_such_a_file(self):
        barred = {name for name, about in ABOUT.items() if not about.of_project}
        assert barred == {"engine", "master", "remote", "storage", "spark_conf"}
        for one in list_settings(environment={}).settings:
            assert ("A project's file that nobody names has no say in it." in one.means) is (one.name in barred)

    def test_a_storage_is_told_from_where_it_is_written(self):
        say(Path("sub/lineage.toml"), 'storage = "shared"')
        assert read_settings(Path("sub/lineage.toml"), {}).value("storage") == Path("sub/shared")

    def test_what_a_run_uses_enters_no_fingerprint(self):
        told = read_settings(environment={"LINEAGE_INDEX": "b.duckdb", "LINEAGE_JOBS": "2", "LINEAGE_LANG": "zh"})
        assert told.settings().fingerprint() == Settings().fingerprint()
        assert {one.name: one.value for one in told.of_a_run()} == {"index": Path("b.duckdb"), "jobs": 2, "lang": "zh"}


@given(st.lists(st.fixed_dictionaries({}, optional={"limit": st.integers(1, 99), "jobs": st.integers(1, 9)})))
def test_the_highest_wins_whatever_the_others_say(layers):
    said = [said_by_table(table, Layer.PROJECT, str(number)) for number, table in enumerate(layers)]
    told = resolved(said)
    for name in ("limit", "jobs"):
        naming = [(str(number), table[name]) for number, table in enumerate(layers) if name in table]
        found = [(told[name].where, told[name].value)] if name in told else []
        assert found == naming[:1]


class TestVariables:
    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("责任编辑", ("责任编辑",)),
            (" 责任编辑 ,, 记者 ", ("责任编辑", "记者")),
            ("责任编辑\n记者\n", ("责任编辑", "记者")),
        ],
    )
    def test_lists_are_parted_by_commas_or_by_line_ends(self, text, told):
        assert resolved([said_by_environment({"LINEAGE_USER_WORDS": text})])["user_words"].value == told

    def test_what_is_ignored_is_parted_by_line_ends_alone(self):
        said = said_by_environment({"LINEAGE_IGNORE": "re:第.{1,2}页"})
        assert resolved([said])["ignore"].value == ("re:第.{1,2}页",)
        said = said_by_environment({"LINEAGE_IGNORE": "re:第.{1,2}页\n记者\n"})
        assert resolved([said])["ignore"].value == ("re:第.{1,2}页", "记者")

    def test_settings_of_spark_may_hold_commas(self):
        said = said_by_environment({"LINEAGE_SPARK_CONF": "spark.jars=a.jar,b.jar"})
        assert resolved([said])["spark_conf"].value == ("spark.jars=a.jar,b.jar",)

    @pytest.mark.parametrize("pattern", ["re:(", "re:(a+)+", "re:a*"])
    def test_a_pattern_that_cannot_be_is_told_with_its_place(self, pattern):
        for said, place in (
            (said_by_environment({"LINEAGE_IGNORE": pattern}), "LINEAGE_IGNORE"),
            (said_by_table({"ignore": [pattern]}, Layer.PROJECT, "lineage.toml"), "lineage.toml"),
        ):
            with pytest.raises(UsageError, match=f"^{place}: ignore: "):
                resolved([said])

    def test_an_empty_one_says_nothing(self):
        assert resolved([said_by_environment({"LINEAGE_LIMIT": "", "LINEAGE_CONFIG": ""})]) == {}

    @pytest.mark.parametrize(
        ("variable", "text", "told"),
        [
            ("LINEAGE_MIN_SPEACHES", "3", "is no setting, did you mean LINEAGE_MIN_SPEECHES?"),
            ("LINEAGE_KIND", "name", "is no setting, did you mean LINEAGE_KINDS?"),
            ("LINEAGE_MIN_SPECHES", "3", "is no setting, did you mean LINEAGE_MIN_SPEECHES?"),
            ("LINEAGE_Limit", "3", "is no setting, did you mean LINEAGE_LIMIT?"),
            ("LINEAGE_CONFG", "a.toml", "is no setting, did you mean LINEAGE_CONFIG?"),
            ("LINEAGE_LIMIT", "many", "limit must be a whole number, not 'many'"),
            ("LINEAGE_LIMIT", "1.5", "limit must be a whole number, not '1.5'"),
            ("LINEAGE_MIN_SCORE", "high", "min_score must be a number, not 'high'"),
            ("LINEAGE_MIN_SCORE", "2", "min_score is 2.0, but must lie between 0 and 1"),
            ("LINEAGE_JOBS", "0", "jobs is 0, but must be at least 1"),
            ("LINEAGE_LANG", "fr", "lang 'fr' is not one of en, zh"),
            ("LINEAGE_MEMORY_LIMIT", "much", "memory_limit: much: is no amount of memory"),
            ("LINEAGE_MEMORY_LIMIT", "1MB", "memory_limit: 1MB: is too little memory"),
            ("LINEAGE_ENGINE", "sparc", "engine 'sparc' is not one of duckdb, spark"),
            ("LINEAGE_MASTER", "mesos://host", "master: mesos://host: is no master of Spark"),
            ("LINEAGE_REMOTE", "host:15002", "remote: host:15002: is no address of Spark Connect"),
            ("LINEAGE_SPARK_CONF", "memory=8g", "spark_conf: memory=8g: is no setting of Spark"),
        ],
    )
    def test_a_mistake_names_the_variable(self, variable, text, told):
        with pytest.raises(UsageError) as caught:
            resolved([said_by_environment({variable: text})])
        assert caught.value.message == f"{variable}: {told}"

    @pytest.mark.parametrize("name", ["TIMEOUT", "OUTPUT", "LANGUAGE", "INDEX_DIR", "EMBED", "DEBUG_LEVEL", "LOG"])
    def test_one_that_is_more_than_a_slip_away_stops_nobody(self, name):
        said = said_by_environment({f"LINEAGE_{name}": "x"})
        assert (resolved([said]), said.unknown) == ({}, [f"LINEAGE_{name}"])

    def test_what_may_be_another_programs_stops_nobody(self):
        said = said_by_environment(
            {"LINEAGE_DATABASE": "x", "LINEAGE_TESTDATA": "y", "LINEAGE_DEBUG": "1", "OTHER": "z"}
        )
        assert (resolved([said]), said.unknown) == ({}, ["LINEAGE_DATABASE"])


@pytest.mark.usefixtures("here")
def test_all_mistakes_of_all_layers_are_told_at_once():
    say(user_file(), 'lnag = "zh"')
    say(Path("lineage.toml"), "limit = 0\nxyzzy = 1")
    with pytest.raises(UsageError) as caught:
        read_settings(environment={"LINEAGE_JOBS": "two"})
    assert caught.value.message == (
        "LINEAGE_JOBS: jobs must be a whole number, not 'two'; "
        "lineage.toml: limit is 0, but must lie between 1 and 10000000; unknown setting 'xyzzy'; "
        f"{user_file()}: unknown setting 'lnag', did you mean 'lang'?"
    )


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("place", "text", "told"),
    [
        (user_file, "limit =", "is not valid TOML"),
        (lambda: Path("pyproject.toml"), "[tool", "is not valid TOML"),
        (lambda: Path("lineage.toml"), "\x00", "is not valid TOML"),
    ],
)
def test_a_file_that_is_broken_is_named(place: Callable[[], Path], text, told):
    path = say(place(), text)
    with pytest.raises(UsageError, match=told) as caught:
        read_settings(environment={})
    assert caught.value.message.startswith(f"{path}: ")


@pytest.mark.usefixtures("here")
def test_a_file_that_a_variable_names_must_be_there():
    with pytest.raises(UsageError, match=r"gone.toml: cannot be read") as caught:
        read_settings(environment={"LINEAGE_CONFIG": "gone.toml"})
    assert caught.value.hint == "Check LINEAGE_CONFIG."


@pytest.mark.usefixtures("here")
class TestAgreement:
    def test_the_project_and_variables_must_agree_with_an_index_and_a_user_need_not(self):
        say(user_file(), "limit = 5")
        say(Path("lineage.toml"), "min_length = 5\nmin_score = 0.04")
        said = read_settings(environment={"LINEAGE_KINDS": "name", "LINEAGE_JOBS": "1"})
        assert sorted(said.contradicting(Settings(), computing=True)) == [
            "kinds is ('name',) in LINEAGE_KINDS, () in the index",
            "min_length is 5 in lineage.toml, 4 in the index",
        ]
        assert said.contradicting(Settings(kinds=("name",), min_length=5), computing=True) == []

    def test_what_only_reads_an_index_must_agree_with_what_is_named_alone(self):
        say(Path("lineage.toml"), "min_length = 5")
        say(Path("other.toml"), "limit = 7")
        said = read_settings(environment={"LINEAGE_LIMIT": "6", "LINEAGE_CONFIG": "other.toml"})
        assert said.contradicting(Settings(), computing=False) == []
        said = read_settings(Path("other.toml"), {"LINEAGE_LIMIT": "20000", "LINEAGE_KINDS": "name"})
        assert said.contradicting(Settings(), computing=False) == ["limit is 7 in other.toml, 20000 in the index"]


class TestWhatIsSaidOfThem:
    """One place says what a setting means, and its range: other rooms say the same."""

    def test_the_page_of_the_method_says_the_same(self):
        catalogue = tomllib.loads(files("lineage.report").joinpath("catalogue", "method.toml").read_text("utf-8"))
        for field in dataclasses.fields(Settings):
            assert catalogue[f"setting_{field.name}"]["en"] == ABOUT[field.name].means

    def test_choices_are_those_of_the_pages(self):
        assert ABOUT["lang"].choices == tuple(LANGUAGES)
        assert ABOUT["kinds"].choices == KINDS

    def test_defaults_are_in_range(self):
        for name, about in ABOUT.items():
            if about.default is not None:
                assert list(about.problems(name, about.default)) == []

    def test_every_setting_has_a_meaning_and_a_range(self):
        for one in list_settings(environment={}).settings:
            assert one.means.endswith(".")
            assert one.range
            assert one.value or one.unset, one.name

    def test_it_is_told_which_lists_commas_do_not_part(self):
        whole = [name for name, about in ABOUT.items() if about.kind is tuple and not about.commas]
        reference = Path(__file__).parents[1] / "docs" / "reference"
        told = [(reference / name).read_text(encoding="utf-8") for name in ("settings.md", "commands.md")]
        assert f"({' and '.join(f'`{name}`' for name in whole)}: line ends alone)" in told[0]
        assert f"({', '.join(whole)}: line ends alone)" in told[1]

    def test_the_reference_tells_every_setting(self):
        told = settings_reference()
        assert "| `limit` | At most so many formulae are listed, the best first. | 1 to 10,000,000 | `20000` |" in told
        assert all(f"\n| `{name}` |" in told for name in ABOUT)
        assert "PosixPath" not in told
