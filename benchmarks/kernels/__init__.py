"""How long each hot kernel takes on its own: `pytest benchmarks/kernels`, by pytest-benchmark.

`speeches` makes the speeches, `conftest` what each kernel is given, `test_kernels` runs them. They tell where a change
made something slower (`--benchmark-autosave`, `--benchmark-compare`); what users wait for is measured by
`python -m benchmarks scan`. A plain `pytest` leaves them out.
"""
