"""Columns that the scripts of pages read; each is written by `lineage.report.packing`, and loaded when a page needs it.

`coverage`: what each year and period holds. `formulae`: what is known of every formula, and who carries it.
`sentences`: how each is attested first. `speeches`: what is known of every speech. `texts`: of each speech its text and
what stands where in it. Numbers of formulae and speeches are places in these columns, in all data alike.
"""
