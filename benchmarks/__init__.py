"""What the project's figures come from; `python -m benchmarks --help` tells the commands.

`scanning` and `pages` measure speed and size of whole commands, `detection` our detection against the obvious code
(`obvious`, frozen), `accuracy` every figure that has a bar (by way of `score_lines`; `floors.toml` says what is
reached), `sketching` what each choice of windows finds (by way of `shingles`, measured by `planting`), `peers` what
other people's tools take for the same speeches (`peer_scripts`, in a `peer_environment` of their own, by
`whole_process`), `growing` query and add, `speed` what has a bar of speed or memory (`bars`). `kernels` holds
benchmarks of single steps for pytest. `tables` prints.

Needs the extra `test`; `pages` needs Chromium, `accuracy` and `sketches` the development corpora, `peers` the network
the first time. Nothing here is part of the package.
"""
