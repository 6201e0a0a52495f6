"""Where a command is to run, as the command line, variables and files say it.

What runs there is not tried here: a stand-in for the public function tells which cluster it was given.
"""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import lineage
from lineage import Cluster, pipeline
from lineage.cli.clusters import Engine
from lineage.errors import ExitCode, InputError
from lineage.settings import ABOUT, user_file

COMMANDS = {"scan": ["scan", "speeches"], "add": ["add", "new.txt"], "remove": ["remove", "2021_丙_共同规则"]}
EVERY = pytest.mark.parametrize("command", COMMANDS)
ALL_OF_IT = (
    *("--remote", "sc://host:15002", "--storage", "/shared"),
    *("--spark-conf", "spark.a=1,2", "--spark-conf", "spark.b=c=d"),
)

pytestmark = pytest.mark.usefixtures("folder")
Given = Callable[..., Cluster | None]


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the user's own settings stand: nowhere as yet."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("config")))
    user_file().parent.mkdir(parents=True)
    return user_file()


@pytest.fixture
def given(run, monkeypatch: pytest.MonkeyPatch) -> Given:
    """Runs a command with further arguments, and tells which cluster the function behind it was given."""
    told: list[Cluster | None] = []

    def stand_in(*_: object, cluster: Cluster | None, **__: object) -> None:
        told.append(cluster)
        raise InputError("enough")

    def asked(command: str, *arguments: str) -> Cluster | None:
        with monkeypatch.context() as patch:
            patch.setattr(pipeline, command, stand_in)
            result = run(*COMMANDS[command], *arguments)
        assert result.stderr.startswith("error: enough\n"), result.output
        return told.pop()

    return asked


@EVERY
def test_by_itself_all_runs_in_this_process(given, command):
    assert given(command) is None
    assert given(command, "--engine", "duckdb") is None


@EVERY
def test_the_line_names_a_cluster(given, command):
    assert given(command, "--engine", "spark") == Cluster()
    assert given(command, "--master", "local[2]", "--engine", "spark") == Cluster("local[2]")
    assert given(command, "--engine", "spark", *ALL_OF_IT) == Cluster(
        remote="sc://host:15002", storage=Path("/shared"), conf=("spark.a=1,2", "spark.b=c=d")
    )


@EVERY
@pytest.mark.parametrize(
    ("arguments", "options"),
    [
        ("--master local[2]", "--master"),
        ("--remote sc://host", "--remote"),
        ("--storage shared", "--storage"),
        ("--spark-conf spark.a=1 --engine duckdb", "--spark-conf"),
        ("--spark-conf spark.a=1 --storage shared --master yarn", "--master, --storage, --spark-conf"),
    ],
)
def test_what_is_said_of_spark_alone_needs_the_engine(refused, command, arguments, options):
    message, hint = refused(ExitCode.USAGE, *COMMANDS[command], *arguments.split())
    assert message == f"{options}: of use to Spark alone, and the engine is duckdb"
    assert hint.startswith("Say --engine spark, too;")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ("--master yarn --remote sc://host", "--master and --remote name two clusters"),
        ("--master mesos://host", "--master mesos://host: is no master of Spark"),
        ("--remote host:15002", "--remote host:15002: is no address of Spark Connect"),
        ("--spark-conf memory=8g", "--spark-conf memory=8g: is no setting of Spark"),
        ("--spark-conf spark.memory", "--spark-conf spark.memory: is no setting of Spark"),
    ],
)
def test_a_cluster_that_cannot_be_is_refused(refused, arguments, told):
    assert refused(ExitCode.USAGE, "scan", "speeches", "--engine", "spark", *arguments.split())[0] == told
    dry = ["scan", "speeches", "--dry-run", "--engine", "spark"]
    assert refused(ExitCode.USAGE, *dry, *arguments.split())[0] == told


def test_an_engine_that_there_is_not_is_told(run):
    result = run("scan", "speeches", "--engine", "sparc")
    assert result.exit_code == ExitCode.USAGE
    assert "error: --engine: there is no 'sparc'\n  → Did you mean spark? There are duckdb, spark." in result.stderr


def test_the_engines_of_the_settings_are_those_of_the_line():
    assert ABOUT["engine"].choices == tuple(Engine)
    assert ABOUT["engine"].default == Engine.DUCKDB


class TestPreferences:
    @EVERY
    def test_what_files_say_of_spark_waits_until_it_is_asked_for(self, given, command, home):
        home.write_text('master = "local[2]"\nstorage = "shared"\nspark_conf = ["spark.a=1"]\n', encoding="utf-8")
        assert given(command) is None
        assert given(command, "--engine", "spark") == Cluster(
            "local[2]", storage=home.parent / "shared", conf=("spark.a=1",)
        )

    @EVERY
    def test_what_variables_say_of_spark_waits_until_it_is_asked_for(self, given, command, monkeypatch):
        monkeypatch.setenv("LINEAGE_REMOTE", "sc://host")
        monkeypatch.setenv("LINEAGE_STORAGE", "shared")
        monkeypatch.setenv("LINEAGE_SPARK_CONF", "spark.a=1,2\nspark.b=3")
        assert given(command) is None
        monkeypatch.setenv("LINEAGE_ENGINE", "spark")
        assert given(command) == Cluster(remote="sc://host", storage=Path("shared"), conf=("spark.a=1,2", "spark.b=3"))
        assert given(command, "--engine", "duckdb") is None

    def test_a_file_asks_for_spark(self, given, home):
        home.write_text('engine = "spark"\nmaster = "yarn"\n', encoding="utf-8")
        assert given("scan") == Cluster("yarn")
        assert given("scan", "--master", "local[3]") == Cluster("local[3]")
        assert given("scan", "--storage", "a") == Cluster("yarn", storage=Path("a"))

    @EVERY
    def test_a_file_that_is_named_is_believed(self, given, command, monkeypatch):
        Path("lineage.toml").write_text('engine = "spark"\nspark_conf = ["spark.a=1"]\n', encoding="utf-8")
        assert given(command, "--config", "lineage.toml") == Cluster(conf=("spark.a=1",))
        monkeypatch.setenv("LINEAGE_CONFIG", "lineage.toml")
        assert given(command) == Cluster(conf=("spark.a=1",))

    @pytest.mark.parametrize("order", [("--engine", "spark", "{}"), ("{}", "--engine", "spark")])
    def test_a_cluster_on_the_line_goes_before_another_in_a_file(self, given, order, home):
        def called(option: str, value: str) -> Cluster | None:
            words = [[option, value] if word == "{}" else [word] for word in order]
            return given("scan", *(word for some in words for word in some))

        home.write_text('remote = "sc://host"\n', encoding="utf-8")
        assert called("--master", "local[2]") == Cluster("local[2]")
        assert called("--master", "") == Cluster(remote="sc://host")
        home.write_text('master = "yarn"\n', encoding="utf-8")
        assert called("--remote", "sc://host") == Cluster(remote="sc://host")

    def test_two_clusters_in_one_file_are_refused_where_one_is_asked_for(self, given, refused, home):
        home.write_text('master = "yarn"\nremote = "sc://host"\n', encoding="utf-8")
        assert given("scan") is None
        message, _ = refused(ExitCode.USAGE, "scan", "speeches", "--engine", "spark")
        assert message == "--master and --remote name two clusters"

    def test_a_mistake_is_told_with_its_place_whatever_the_engine(self, refused, home):
        home.write_text('master = "mesos://host"\n', encoding="utf-8")
        message, _ = refused(ExitCode.USAGE, "scan", "speeches")
        assert message == f"{home}: master: mesos://host: is no master of Spark"

    @pytest.mark.usefixtures("scanned")
    def test_other_commands_take_no_notice(self, run, monkeypatch):
        monkeypatch.setenv("LINEAGE_ENGINE", "spark")
        monkeypatch.setenv("LINEAGE_MASTER", "local[2]")
        assert run("formulae").exit_code == ExitCode.OK


class TestAFileThatCameWithTheSpeeches:
    """Whoever wrote it is not who runs the command: it names nothing that runs, and nobody who gets the speeches."""

    @EVERY
    def test_nothing_that_it_names_is_run(self, refused, command):
        program = Path("speeches/python.sh")
        program.write_text("#!/bin/sh\ntouch run\n", encoding="utf-8")
        program.chmod(0o755)
        conf = f"spark_conf = ['spark.pyspark.python={program}']"
        Path("lineage.toml").write_text(f'engine = "spark"\nmaster = "local[1]"\n{conf}\n', encoding="utf-8")
        message, hint = refused(ExitCode.USAGE, *COMMANDS[command])  # which finds no file `run`, either
        assert message.startswith(
            "lineage.toml: engine, master, spark_conf: not taken from a file that was merely found"
        )
        assert hint == (
            "Say it on the line (--engine, --master, --spark-conf), in LINEAGE_ENGINE, LINEAGE_MASTER, "
            "LINEAGE_SPARK_CONF or in your own settings file; or name this one with --config."
        )
        assert refused(ExitCode.USAGE, *COMMANDS[command], "--engine", "spark")[0] == message

    @pytest.mark.parametrize(
        "line",
        [
            *('engine = "spark"', 'engine = "duckdb"', 'master = "spark://host:7077"', 'remote = "sc://host"'),
            *('storage = "/elsewhere"', 'spark_conf = ["spark.jars=speeches/a.jar"]', "spark_conf = []"),
        ],
    )
    @pytest.mark.parametrize(("name", "above"), [("lineage.toml", ""), ("pyproject.toml", "[tool.lineage]\n")])
    def test_it_says_nothing_of_a_cluster(self, refused, name, above, line):
        Path(name).write_text(f"{above}{line}\n", encoding="utf-8")
        setting = line.partition(" ")[0]
        for command in ("scan", "formulae", "settings"):
            arguments = COMMANDS.get(command, [command])
            message, _ = refused(ExitCode.USAGE, *arguments)
            assert message.startswith(f"{name}: {setting}: not taken from a file that was merely found, since ")

    def test_a_variable_that_asks_for_spark_does_not_ask_for_what_it_says(self, refused, monkeypatch):
        monkeypatch.setenv("LINEAGE_ENGINE", "spark")
        Path("lineage.toml").write_text('remote = "sc://host"\nlimit = 0\n', encoding="utf-8")
        message, _ = refused(ExitCode.USAGE, "scan", "speeches")
        assert message.startswith("lineage.toml: remote: not taken from a file that was merely found, since ")
        assert message.endswith("; limit is 0, but must lie between 1 and 10000000")

    def test_help_is_given_beside_it(self, run):
        Path("lineage.toml").write_text('engine = "spark"\n', encoding="utf-8")
        assert run("scan", "--help").exit_code == ExitCode.OK


class TestSecrets:
    REMOTE = "sc://host:15002/;user_id=me;token=HIDDEN"
    KEYS = ("spark.hadoop.fs.s3a.secret.key=HIDDEN", "spark.executor.memory=8g")

    @pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv", "tsv"])
    def test_the_list_of_settings_shows_none(self, run, monkeypatch, form):
        monkeypatch.setenv("LINEAGE_REMOTE", self.REMOTE)
        monkeypatch.setenv("LINEAGE_SPARK_CONF", "\n".join(self.KEYS))
        told = run("settings", "--format", form).output
        assert "HIDDEN" not in told
        assert "sc://host:15002" in told
        assert "spark.hadoop.fs.s3a.secret.key=…" in told
        assert "spark.executor.memory=8g" in told

    def test_what_is_used_is_whole(self, given, monkeypatch):
        monkeypatch.setenv("LINEAGE_REMOTE", self.REMOTE)
        monkeypatch.setenv("LINEAGE_SPARK_CONF", "\n".join(self.KEYS))
        assert given("scan", "--engine", "spark") == Cluster(remote=self.REMOTE, conf=self.KEYS)

    @pytest.mark.parametrize(
        "line", [f'remote = ["{REMOTE}"]', f'spark_conf = "{KEYS[0]}"', 'spark_conf = ["a.password=HIDDEN"]']
    )
    def test_a_mistake_in_a_file_shows_none(self, refused, home, line):
        home.write_text(f"{line}\n", encoding="utf-8")
        message, _ = refused(ExitCode.USAGE, "settings")
        assert message.startswith(f"{home}: {line.partition(' ')[0]}")
        assert "HIDDEN" not in message


@pytest.mark.parametrize("command", [["scan", "speeches"], ["add", "new.txt"]])
def test_a_dry_run_says_that_it_asks_no_cluster(run, command):
    assert "In this process, whatever the engine." in " ".join(run(*command, "--help", columns=80).stdout.split())


def test_without_pyspark_the_way_to_it_is_told_and_nothing_is_left(standing):
    before = standing()
    code = (
        "import sys; sys.modules['pyspark'] = None; from lineage.cli.app import main\n"
        "sys.argv = ['lineage', 'scan', 'speeches', '--engine', 'spark']; main()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout) == (ExitCode.USAGE, "")
    assert done.stderr == ("error: --engine spark needs PySpark\n  → Install it with `pip install 'lineage[spark]'`.\n")
    assert standing() == before


def test_a_cluster_is_named_without_loading_what_reaches_one():
    code = "import sys, lineage; lineage.Cluster('local[2]'); sys.exit('pyspark' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
    assert lineage.Cluster is Cluster
