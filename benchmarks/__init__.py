"""What the project's figures come from: `python -m benchmarks scan FOLDER`, `python -m benchmarks pages REPORTS`.

Needs the extra `test`; `pages` needs Chromium. Nothing here is part of the package.
"""
