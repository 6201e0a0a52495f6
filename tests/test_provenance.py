"""What makes an old index useless, and what does not."""

import pytest

from lineage import provenance
from lineage.settings import Settings

RULE = 'def keep(word: str) -> bool:\n    """Whether it is kept."""\n    return word != "的"  # a particle\n'


@pytest.mark.parametrize(
    "same", [RULE.replace("  # a particle", ""), RULE.replace("Whether it is kept", "Says yes or no")]
)
def test_comments_and_docstrings_are_no_rules(same: str):
    assert provenance._code(same) == provenance._code(RULE)


def test_another_rule_is_another_rule():
    assert provenance._code(RULE.replace("的", "了")) != provenance._code(RULE)


def test_settings_of_results_do_not_touch_the_columns():
    one, other = Settings(), Settings(min_score=0.9)
    assert provenance.column_fingerprint(one) == provenance.column_fingerprint(other)
    assert provenance.result_fingerprint(one) != provenance.result_fingerprint(other)
    assert provenance.column_fingerprint(Settings(user_words=("新质生产力",))) != provenance.column_fingerprint(one)


def test_every_package_that_decides_is_named():
    assert {"lineage", "python", "segmenter", "duckdb", "numpy", "opencc-python-reimplemented"} <= set(
        provenance.versions()
    )
