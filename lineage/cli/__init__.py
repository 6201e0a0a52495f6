"""The command line: one file per command, each the thin edge of a public function.

`app` joins the commands and turns errors into messages and exit codes, `output` writes data to stdout in every format,
`table` draws the one for eyes, `progress`, `summary` and `talk` speak on stderr, `terminal` makes corpus text safe to
show. Nothing here computes.
"""
