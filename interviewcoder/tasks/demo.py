"""The demo study: synthetic interviews, two coders' codings and their reading, put together from ``corpus/``."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from interviewcoder.codes.load import load_codebook
from interviewcoder.errors import Refused
from interviewcoder.model import Codebook, Span
from interviewcoder.resources import shipped
from interviewcoder.store import bringing, events, files
from interviewcoder.store.brought import Bringing, BroughtCoding
from interviewcoder.store.project import Project
from interviewcoder.tasks.gathering import gather
from interviewcoder.tasks.intake import bring_in, prepare
from interviewcoder.transcripts.design import read_design
from interviewcoder.transcripts.respondents import read_respondents

NAME = "learning_culture"

Row = Mapping[str, str]


def studies() -> list[str]:
    """The studies that can be made: the folders of ``corpus/``, each with a codebook of its name."""
    return sorted(each.name for each in shipped("corpus").iterdir() if (each / "interviews").is_dir())


def demo_path(study: str = NAME, folder: Path | None = None) -> Path:
    """Where a demo study stands: in a folder, else in the one that the system has for data of programs."""
    if folder is None:
        from platformdirs import user_data_path

        folder = user_data_path("interviewcoder") / "demo"
    return folder / ("demo.icdb" if study == NAME else f"{study}.icdb")


def build_demo(
    path: Path,
    study: str = NAME,
    *,
    corpus: Path | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Path:
    """Make the demo study at ``path`` and return it; its folder is made where it lacks.

    It is built beside its place and moved there when it is whole, over an earlier demo study. ``progress`` is told
    how many interviews are read, of how many. ``study`` is one of :func:`studies`, ``corpus`` a folder as
    ``corpus/learning_culture``, which is that of the study unless given. Raises Refused for a place where something
    else stands or nothing can be written, and for a fault in the corpus.
    """
    _check_place(path)
    corpus = corpus or shipped("corpus") / study
    building = path.with_name(f".{path.name}.{events.new_id()}")
    try:
        _build(building, study, corpus, progress or (lambda done, total: None))
        for beside in ("-wal", "-shm"):
            path.with_name(path.name + beside).unlink(missing_ok=True)
        building.replace(path)
    except OSError as error:
        raise Refused("store.cannot-make", path=path) from error
    except Refused as refused:
        raise _about(path, refused, building) from refused
    finally:
        files.remove_file(building)
    return path


def _about(path: Path, refused: Refused, building: Path) -> Refused:
    """The same refusal, of the file that was asked for where it names the one being built."""
    return Refused(refused.key, **refused.values | ({"path": path} if refused.values.get("path") == building else {}))


def _check_place(path: Path) -> None:
    """Only a study that says of itself that it is made up may be made anew."""
    if path.exists():
        with Project.open(path) as there:
            if "synthetic" not in there.ask.properties():
                raise Refused("demo.not-a-demo", path=path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refused("store.cannot-make", path=path) from error


def _build(path: Path, study: str, corpus: Path, progress: Callable[[int, int], None]) -> None:
    codebook = load_codebook(study)
    roles = codebook.roles
    design = read_design(corpus / "design.csv", roles)
    listed = read_respondents(corpus / "respondents.csv", roles)
    interviews = gather([corpus / "interviews"]).files
    candidates = []
    for number, file in enumerate(interviews):
        progress(number, len(interviews))
        candidates.append(prepare(file, roles=roles, listed=listed))
    title = codebook.title.get(codebook.language, study)
    first = next(iter(_coders(corpus)), "Anna")
    with Project.create(path, name=title, codebook=codebook, coder=first) as project:
        project.set(first, "synthetic", "yes")
        project.plan(first, design.companies, design.planned)
        bring_in(project, first, candidates)
        _bring_in_codings(project, corpus)
        _bring_in_readings(project, corpus / "readings.csv")
    progress(len(interviews), len(interviews))


def _coders(corpus: Path) -> dict[str, Path]:
    """Who coded, each with the file of codings."""
    return {file.stem.capitalize(): file for file in sorted((corpus / "codings").glob("*.csv"))}


def _bring_in_codings(project: Project, corpus: Path) -> None:
    documents = _documents(project)
    for coder, file in _coders(corpus).items():
        codings = [_coding(project, coder, file, number, row, documents) for number, row in _rows(file)]
        bringing.bring_in(project, coder, Bringing(codings=codings))


def _documents(project: Project) -> dict[str, str]:
    """The id of each document by the name of its file, without the suffix."""
    return {Path(each.name).stem: each.id for each in project.ask.documents()}


def _coding(
    project: Project, coder: str, file: Path, number: int, row: Row, documents: Mapping[str, str]
) -> BroughtCoding:
    document = documents.get(Path(row["file"]).stem)
    if document is None:
        raise Refused("demo.no-interview", file=file, line=number, name=row["file"])
    text = project.ask.transcript(document).text
    start = text.find(row["quote"])
    if start < 0 or text.find(row["quote"], start + 1) >= 0:
        raise Refused("demo.not-once", file=file, line=number, name=row["file"], quote=row["quote"][:60])
    return BroughtCoding(
        guid="",
        coder=coder,
        document=document,
        span=Span(start, start + len(row["quote"])),
        code=row["code"],
        facets=_facets(row, project.codebook),
        memo=row.get("memo") or "",
        starred=(row.get("starred") or "").strip().casefold() in {"1", "yes", "true"},
    )


def _facets(row: Row, codebook: Codebook) -> dict[str, str]:
    return {facet.id: row[facet.id] for facet in codebook.facets if row.get(facet.id)}


def _bring_in_readings(project: Project, file: Path) -> None:
    """Whoever has read an interview has read it to the end."""
    if not file.exists():
        return
    documents = _documents(project)
    lengths = {each.id: each.length for each in project.ask.documents()}
    for number, row in _rows(file):
        document = documents.get(Path(row["file"]).stem)
        if document is None:
            raise Refused("demo.no-interview", file=file, line=number, name=row["file"])
        coder = row["coder"].capitalize()
        project.add_coder(coder)
        project.mark_read(coder, document, 0, lengths[document])


def _rows(file: Path) -> Iterator[tuple[int, Row]]:
    """The rows of a CSV file, each with the number of the line it ends on."""
    with file.open(encoding="utf-8", newline="") as source:
        reader = csv.DictReader(source)
        for row in reader:
            yield reader.line_num, row
