"""The text room: text as read → canonical text → word columns.

`lineage.script` folds traditional to simplified characters and tells which script a text is in, `regional` folds
Taiwan and Hong Kong wording, `marks` knows punctuation, `canonical` does all of it in one pass with a map back to the
text as read, `segment` cuts the result into jieba words, `lexicon` gives jieba's general frequencies and word classes.
Which stretches are no speech at all is decided before, in `lineage.reading.furniture`.
"""

from lineage.text.canonical import canonicalise, fold_phrase
from lineage.text.lexicon import Lexicon
from lineage.text.segment import Segmenter

__all__ = ["Lexicon", "Segmenter", "canonicalise", "fold_phrase"]
