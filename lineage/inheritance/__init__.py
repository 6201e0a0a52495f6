"""From the columns of one speech, and what was found in others, to what it takes from them.

`earlier` holds the others ready to be asked, `mentions` says where the speech has formulae of theirs, `asked` joins
these with what else it shares (`detect`, `formulae`) and with who was earlier (`descent`). It looks only where the
speech itself leads, so that an answer takes seconds where finding all that the others share takes minutes.
"""

from lineage.inheritance.asked import inheritance_of
from lineage.inheritance.earlier import Earlier

__all__ = ["Earlier", "inheritance_of"]
