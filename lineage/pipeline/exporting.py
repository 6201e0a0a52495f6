"""`export`: the results of an index as files for other tools."""

from __future__ import annotations

from pathlib import Path

from lineage.descent import heritage_of
from lineage.export import (
    ExportFile,
    ExportFolder,
    ExportOptions,
    Material,
    Produced,
    check_asked,
    check_named,
    default_name,
    is_folder,
    produce,
)
from lineage.models import Exported
from lineage.pipeline.opening import open_index
from lineage.settings import StatedSettings
from lineage.stages import Progress, Silence, Stages
from lineage.tracing import canonical_phrase, trace_of


def export_to(
    form: str,
    to: str | Path = "",
    options: ExportOptions | None = None,
    *,
    index: Path = Path("lineage.duckdb"),
    config: Path | StatedSettings | None = None,
    force: bool = False,
    progress: Progress | None = None,
) -> Exported:
    """Writes the results of an index for another tool, as a file or a folder of files.

    Args:
        form: One of `csv`, `jsonl`, `parquet`, `tei`, `gexf`, `graphml`, `bibtex`, `kwic`.
        to: The file or folder; empty for one in the current folder that is called after the format.
        options: What of the results, and how.
        index: The index that a scan wrote; it is only read.
        config: A settings file, which must not say otherwise than the index.
        force: Replace what is there, even if no export wrote it.
        progress: Is told what happens.

    Raises:
        UsageError: If there is no such format, or it does not take these options.
        InputError: If there is no index.
        OutputError: If it cannot be written, or something else is there.
        IndexMismatch: If the index cannot be used by this version.

    Examples:
        >>> told = lineage.export_to("jsonl", "places.jsonl")
        >>> [path.name for path in told.paths]
        ['places.jsonl']
        >>> lineage.export_to("csv", "for-excel", lineage.ExportOptions(excel=True)).paths[1].name
        'formulae.csv'
    """
    options = options or ExportOptions()
    check_asked(form, options)
    path = Path(to or default_name(form, options))
    check_named(form, options, path)
    destination = (ExportFolder if is_folder(form, options) else ExportFile)(path, force=force)
    stages = Stages(progress or Silence())
    produced = prepare_export(form, options, stages, index=index, config=config)
    with stages.run("writing the export"):
        return Exported(destination.write(produced.files), produced.told)


def prepare_export(
    form: str, options: ExportOptions, stages: Stages, *, index: Path, config: Path | StatedSettings | None = None
) -> Produced:
    """An export that is made as it is read; the rest is as for `export_to`."""
    check_asked(form, options)
    for phrase in options.phrases:
        canonical_phrase(phrase)  # a phrase that is none is told before the index is read
    opened = open_index(index, stages, config=config)
    with stages.run("telling what is inherited"):
        heritage = heritage_of(opened.found)
    with stages.run("making the export"):
        words = opened.settings.user_words
        traces = tuple(
            trace_of(opened.found, phrase, near=options.near, order=options.sort, user_words=words)
            for phrase in options.phrases
        )
        return produce(form, Material(opened.found, heritage, traces), options)
