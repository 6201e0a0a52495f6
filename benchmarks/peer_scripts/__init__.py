"""The peers at work: each module here is run in the environment of the peers, on a folder of plain texts.

`shared_sequences` runs qhchina, `near_duplicates` text-dedup, `words` jieba and rjieba, `obvious_whole` the obvious
code, this one in our own environment; `texts` reads the folder. Each prints what it found as JSON in its last line.
Nothing here loads lineage, which the environment of the peers lacks. What runs them is `benchmarks.peers`.
"""
