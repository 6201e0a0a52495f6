"""Folding for rules: complete, of one length, and not loaded before it is needed."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineage.reading.writing import fold


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("勢業爲説過閲顔衆語職聰録舘乾", "势业为说过阅颜众语职聪录馆干"),
        ("著作權及公有領域", "著作权及公有领域"),
        ("２０１３年１１月５日，【版權】（聲明）", "2013年11月5日,【版权】(声明)"),
    ],
)
def test_rules_see_simplified_characters_and_plain_marks(written: str, folded: str):
    assert fold(written) == folded


@given(st.text())
def test_folding_keeps_the_length(text: str):
    assert len(fold(text)) == len(text)


def test_the_dictionaries_wait_for_the_first_text():
    code = "import sys, lineage.reading; raise SystemExit('opencc' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
