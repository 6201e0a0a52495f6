"""The descent room: formulae and dates → who has a formula first and last, and how sure that is.

`attestation` knows the order of partial dates, `carriers` joins formulae with the speeches that carry them, `direction`
asks who said something before one speech, `life` whether it was taken up and laid down, `course` tells its rates,
temperature and dormant stretches, `ladder` what a wording alters of an older one, `heritage` what every speech has from
earlier ones, `ages` how old that is at each place and what each speech leaves out, `copies` tells the same text
delivered twice from a mere copy, `parallels` says where passages stand in the texts as read. What a formula is, is
decided before, in `lineage.formulae`.
"""

from lineage.descent.ages import BEFORE, EARLIEST, MISSED_FROM, UNTOLD, Absences, absences_of, ages_of, attesting
from lineage.descent.attestation import Attestation, Attestations, attest, by_latest_day
from lineage.descent.carriers import attestation_of, formulae_with_carriers, occurrences_of
from lineage.descent.copies import days_meant, twins_of, with_borrowed
from lineage.descent.course import Courses, course_of, temperature_of
from lineage.descent.direction import Others, Standing, by_age
from lineage.descent.heritage import heritage_of
from lineage.descent.ladder import Wording, change_between, edits_between, ladder_of
from lineage.descent.life import Timeline
from lineage.descent.parallels import passages_of

__all__ = [
    "BEFORE",
    "EARLIEST",
    "MISSED_FROM",
    "UNTOLD",
    "Absences",
    "Attestation",
    "Attestations",
    "Courses",
    "Others",
    "Standing",
    "Timeline",
    "Wording",
    "absences_of",
    "ages_of",
    "attest",
    "attestation_of",
    "attesting",
    "by_age",
    "by_latest_day",
    "change_between",
    "course_of",
    "days_meant",
    "edits_between",
    "formulae_with_carriers",
    "heritage_of",
    "ladder_of",
    "occurrences_of",
    "passages_of",
    "temperature_of",
    "twins_of",
    "with_borrowed",
]
