"""The pages of the site, a module for each kind: what it shows, gathered from the result, and its template.

`first`: the corpus, its formulae and figures. `formulae`: a page for each of the leading formulae; `score` tells their
scores in words. `speeches`: their list, and a page for each. `compare`: the most related pairs, and any two speeches
side by side. `method`: how it was all found, with `sensitivity` and `citation`. `downloads`: every data file and
column.
"""
