"""Which cluster is meant: what can be said of one, what is refused, and what of it may be shown."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import lineage
import lineage.engine
from lineage.cluster import Cluster
from lineage.errors import UsageError


def refused(**said: object) -> str:
    with pytest.raises(UsageError) as caught:
        Cluster(**said)
    assert caught.value.hint
    return caught.value.message


@pytest.mark.parametrize(
    "master",
    [
        *("local", "local[2]", "local[12]", "local[*]", "local[2,3]", "local[*, 3]", "local-cluster[2,1,1024]"),
        *("spark://host:7077", "spark://one:7077,two:7077", "yarn", "k8s://https://host:6443"),
    ],
)
def test_what_spark_knows_as_a_master_is_one(master):
    assert Cluster(master).master == master


@pytest.mark.parametrize(
    "master",
    [
        *("localhost:7077", "localhost", "local[", "local[]", "local[0]", "local[two]", "local[2]x", "local2", "Local"),
        *("local-cluster", "local-cluster[]", "spark://", "k8s://", "yarn-client", "mesos://host", "host:7077", " "),
    ],
)
def test_what_is_no_master_of_spark_is_refused(master):
    assert refused(master=master) == f"--master {master}: is no master of Spark"


def test_a_storage_is_a_path_however_it_is_said():
    assert Cluster(storage="shared") == Cluster(storage=Path("shared"))
    assert isinstance(Cluster(storage="shared").storage, Path)
    assert Cluster(storage="").storage is None


def test_further_settings_are_several_texts():
    assert refused(conf="spark.a=1") == "conf: spark.a=1 is a text, and no tuple of texts"
    listed = Cluster(conf=["spark.a=1", "spark.b=c=d"])
    assert listed == Cluster(conf=("spark.a=1", "spark.b=c=d"))
    assert hash(listed)
    assert listed.settings == {"spark.a": "1", "spark.b": "c=d"}


class TestWhatMayBeShown:
    @pytest.mark.parametrize(
        ("remote", "shown"),
        [
            ("sc://host:15002/;user_id=me;token=HIDDEN", "sc://host:15002"),
            ("sc://host/;token=HIDDEN", "sc://host"),
            ("sc://host:15002;token=HIDDEN", "sc://host:15002"),
            ("sc://host:15002?token=HIDDEN", "sc://host:15002"),
            ("sc://[::1]:15002", "sc://[::1]:15002"),
            ("", ""),
        ],
    )
    def test_an_address_up_to_its_port(self, remote, shown):
        assert Cluster(remote=remote).shown_remote == shown

    @pytest.mark.parametrize(
        "name",
        [
            *("spark.hadoop.fs.s3a.secret.key", "spark.hadoop.fs.s3a.access.key", "spark.authenticate.secret"),
            *("spark.ssl.keyPassword", "spark.kubernetes.authenticate.oauthToken", "spark.a.accessKey"),
            *("spark.hadoop.fs.azure.account.key.me.blob.core.windows.net", "spark.executorEnv.AWS_ACCESS_KEY_ID"),
            "spark.hadoop.google.CREDENTIALS",
        ],
    )
    def test_the_name_of_a_secret_and_not_its_value(self, name):
        assert Cluster(conf=(f"{name}=HIDDEN",)).shown_conf == (f"{name}=…",)

    def test_no_value_that_speaks_of_a_secret(self):
        options = "spark.driver.extraJavaOptions"
        assert Cluster(conf=(f"{options}=-Dtrust.password=HIDDEN",)).shown_conf == (f"{options}=…",)

    def test_all_that_is_none(self):
        plain = ("spark.executor.memory=8g", "spark.sql.shuffle.partitions=64", "spark.hadoop.fs.s3a.endpoint=a=b")
        assert Cluster(conf=plain).shown_conf == plain

    @pytest.mark.parametrize(
        "said",
        [
            {"remote": "host:15002/;token=HIDDEN"},
            {"remote": "https://host/;token=HIDDEN"},
            {"master": "sc://host/;token=HIDDEN"},
            {"conf": ("hadoop.fs.s3a.secret.key=HIDDEN",)},
            {"conf": ("spark.hadoop.fs.s3a.secret.key HIDDEN",)},
            {"conf": "spark.hadoop.fs.s3a.secret.key=HIDDEN"},
            {"master": "yarn", "remote": "sc://host/;token=HIDDEN"},
        ],
    )
    def test_no_message_holds_a_secret(self, said):
        assert "HIDDEN" not in refused(**said)


def test_settings_that_name_a_cluster_load_no_engine():
    code = (
        "import sys; from lineage.settings import read_settings; read_settings()\n"
        "sys.exit(sorted({'duckdb', 'numpy', 'pyarrow', 'lineage.engine'} & set(sys.modules)) or 0)"
    )
    environment = {**os.environ, "LINEAGE_MASTER": "local[2]", "LINEAGE_SPARK_CONF": "spark.a=1"}
    done = subprocess.run([sys.executable, "-c", code], env=environment, check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_it_is_one_wherever_it_is_taken_from():
    assert lineage.Cluster is Cluster
    assert lineage.engine.Cluster is Cluster
