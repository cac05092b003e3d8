"""``bundle``: two laptops and a file between them."""

from __future__ import annotations

from pathlib import Path

from cli.asking import Run, place, stamp

from interviewcoder.store.project import Project


def test_two_laptops_and_a_file_between_them(run: Run, file: Path, tmp_path: Path) -> None:
    with Project.open(file) as study:
        study.add_coder("Bram")
        start, end = place(file, "R01", "een fout")
        guid = study.apply_code("Anna", study.ask.document("R01").id, start, end, "trust")
    bundle, other = tmp_path / "b.icbundle", tmp_path / "bram.icdb"
    made = run("bundle", "export", file, bundle, "--for", "Bram", "--coder", "Anna")
    assert (made.code, "Bram" in made.out, "with care" in made.out or "carefully" in made.out) == (0, True, True)
    assert "exists already" in run("bundle", "export", file, bundle, "--for", "Bram", "--coder", "Anna").err
    assert run("bundle", "new", other, bundle).code == 0
    run("code", other, "--document", "R02", "--start", "10", "--end", "16", "--code", "work", "--coder", "Bram")
    with Project.open(file) as one, Project.open(other) as two:
        one.set_facets("Anna", guid, {"presence": "present"})
        two.set_facets("Anna", guid, {"presence": "absent"})
    before = stamp(file)
    looked = run("bundle", "merge", file, other, "--preview", "--coder", "Anna")
    assert "Bram   codings" in looked.out
    assert "presence=present" in looked.out
    assert "presence=absent" in looked.out
    refused = run("bundle", "merge", file, other, "--coder", "Anna")
    assert (refused.code, "--yes" in refused.err, stamp(file)) == (1, True, before)
    run("bundle", "export", other, bundle, "--for", "Anna", "--coder", "Bram", "--force")
    told = run("bundle", "merge", file, bundle, "--yes", "--json", "--coder", "Anna").json
    assert (told["merged"], told["events"], len(told["conflicts"])) == (True, 2, 1)
    again = run("bundle", "merge", file, bundle, "--yes", "--coder", "Anna")
    assert (again.code, "Nothing new" in again.out) == (0, True)
    conflicts = run("history", file, "--conflicts", "--coder", "Anna")
    assert "presence=present" in conflicts.out
    assert "presence=absent" in conflicts.out
    assert run("doctor", file).code == 0
    wrong = run("bundle", "merge", file, tmp_path / "no.icbundle", "--yes", "--coder", "Anna")
    assert (wrong.code, wrong.err.count("\n")) == (1, 1)


def test_what_one_takes_home_holds_ones_own_work_under_the_seal(run: Run, file: Path, tmp_path: Path) -> None:
    from interviewcoder.store import rounds

    with Project.open(file) as study:
        study.add_coder("Bram")
        document = study.ask.document("R01").id
        rounds.new_round(study, "Anna", "Een", ["R01"], ["Anna", "Bram"])
        rounds.seal(study, "Anna", "Een")
        start, end = place(file, "R01", "een fout")
        study.apply_code("Bram", document, start, end, "trust")
    counts = {}
    for reader in ("Anna", "Bram"):
        out = tmp_path / f"{reader}.icbundle"
        made = run("bundle", "export", file, out, "--for", reader, "--coder", "Bram", "--json")
        assert made.code == 0, made.err
        counts[reader] = made.json["events"]
    assert counts["Bram"] == counts["Anna"] + 1
