"""Which cluster is meant: what can be said of one, what is refused, and what of it may be shown."""

import os
import subprocess
import sys

import lineage
import lineage.engine
from lineage.cluster import Cluster


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
