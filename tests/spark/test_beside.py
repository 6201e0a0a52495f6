"""What a user has of Spark in the process stays as it is."""

import logging
import signal

import numpy as np
import pytest

from lineage.engine import Cluster
from lineage.engine.spark import spark_engine
from lineage.errors import UsageError

pytestmark = pytest.mark.spark


@pytest.fixture
def session():
    from pyspark.sql import SparkSession

    heard = signal.getsignal(signal.SIGINT)
    builder = SparkSession.builder.master("local[1]").config("spark.driver.bindAddress", "127.0.0.1")
    session = builder.config("spark.driver.host", "127.0.0.1").config("spark.ui.enabled", "false").getOrCreate()
    yield session
    session.stop()
    end_java()
    signal.signal(signal.SIGINT, heard)  # PySpark keeps it, which the tests after these would hear


def end_java() -> None:
    from pyspark import SparkContext

    gateway, SparkContext._gateway, SparkContext._jvm = SparkContext._gateway, None, None
    gateway.shutdown()
    gateway.proc.stdin.close()
    gateway.proc.wait(30)


def counted(tmp_path, cluster: Cluster) -> list[int]:
    grams, speeches = np.array([5, 5, 6, 7, 7]), np.array([0, 1, 1, 0, 2], np.int32)
    with spark_engine(cluster, tmp_path, tmp_path.with_suffix(".log")) as engine:
        return engine.gram_frequency(grams, speeches, 2).gram.tolist()


def test_a_session_that_is_active_is_used_and_left_as_it_was(session, tmp_path):
    session.range(3).createOrReplaceTempView("grams")
    session.conf.set("spark.sql.shuffle.partitions", "7")
    heard = signal.getsignal(signal.SIGINT)
    assert counted(tmp_path, Cluster(conf=("spark.sql.shuffle.partitions=3",))) == [5, 7]
    assert session.table("grams").count() == 3
    assert session.conf.get("spark.sql.shuffle.partitions") == "7"
    assert signal.getsignal(signal.SIGINT) is heard
    assert session.sparkContext.getLocalProperty("spark.job.description") is None


def test_its_bridge_logs_nothing_meanwhile_and_as_ever_afterwards(session, tmp_path, caplog):
    import py4j

    def log(message: str) -> None:
        record = logging.LogRecord("bridge", logging.ERROR, py4j.__file__, 1, message, None, None)
        for name in ("root", "py4j.java_gateway", "py4j.clientserver"):
            logging.getLogger(name).handle(record)

    with spark_engine(Cluster(), tmp_path, tmp_path.with_suffix(".log")):
        log("meanwhile")
    log("afterwards")
    assert [record.message for record in caplog.records if record.name == "bridge"] == ["afterwards"] * 3


def test_another_master_beside_it_is_refused(session, tmp_path):
    with pytest.raises(UsageError, match="active in this process already"):
        counted(tmp_path, Cluster(master="local[1]"))
    with pytest.raises(UsageError, match=r"spark\.executor\.memory: cannot be set"):
        counted(tmp_path, Cluster(conf=("spark.executor.memory=1g",)))
    assert session.range(3).count() == 3


def test_the_java_of_a_session_that_was_stopped_is_used_again_and_left(session, tmp_path):
    from pyspark import SparkContext

    session.stop()
    gateway = SparkContext._gateway
    assert counted(tmp_path, Cluster(master="local[1]")) == [5, 7]
    assert SparkContext._gateway is gateway
    assert gateway.proc.poll() is None
