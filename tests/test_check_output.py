"""What the checks say: to a person at a terminal, and to GitHub on the editor's own lines."""

import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from commands.reporting import annotation, for_github, for_terminal
from guidebook.findings import Finding
from minisite import copy_project

ERROR = Finding("docs/a.md", 3, 1, "C01", "unknown reference 'b'", "Did you mean 'c'?")
NOTICE = Finding(
    "docs/b.md", 1, 1, "B22", "a form of its own", "`make fix` mends it.", is_notice=True
)
GUIDE = "docs/lupus-back-pain"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def told(findings: list[Finding], to: io.StringIO) -> str:
    for_terminal(findings, to)
    return to.getvalue()


def test_findings_come_file_by_file_and_end_with_what_to_do() -> None:
    assert told([ERROR, NOTICE], io.StringIO()) == (
        "docs/a.md\n"
        "  docs/a.md:3:1: unknown reference 'b'. Did you mean 'c'? [C01]\n"
        "\n"
        "docs/b.md\n"
        "  notice: docs/b.md:1:1: a form of its own. `make fix` mends it. [B22]\n"
        "\n"
        "1 mistake to mend: editors/findings.md explains each code. 1 notice can wait.\n"
    )


def test_without_findings_one_line_says_so() -> None:
    assert told([], io.StringIO()) == "Nothing to mend.\n"


def test_colours_are_for_terminals_that_want_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\033[31m" in told([ERROR], Terminal())
    assert "\033[" not in told([ERROR], io.StringIO())
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\033[" not in told([ERROR], Terminal())


def test_mistakes_are_red_notices_yellow_and_a_pass_is_green(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    mistake, last = told([ERROR], Terminal()).splitlines()[1::2]
    assert mistake.strip().startswith("\033[31mdocs/a.md:3:1: ")
    assert last.startswith("\033[31m1 mistake")
    notice, last = told([NOTICE], Terminal()).splitlines()[1::2]
    assert notice.strip().startswith("\033[33mnotice: docs/b.md:1:1: ")
    assert last.startswith("\033[32mNothing to mend.")


ANNOTATIONS = {
    "an error": (
        ERROR,
        "::error file=docs/a.md,line=3,col=1,title=C01::Unknown reference 'b'. Did you mean 'c'?",
    ),
    "a notice": (
        NOTICE,
        "::notice file=docs/b.md,line=1,col=1,title=B22::A form of its own. `make fix` mends it.",
    ),
    "signs that mean something in a property": (
        Finding("docs/50%, a: b.md", 1, 1, "M13", "a name", ""),
        "::error file=docs/50%25%2C a%3A b.md,line=1,col=1,title=M13::A name.",
    ),
    "signs that mean something in a message": (
        Finding("docs/a.md", 1, 1, "N04", "100%: one,\r\ntwo::", "Mend it."),
        "::error file=docs/a.md,line=1,col=1,title=N04::100%25: one,%0D%0Atwo::. Mend it.",
    ),
}


@pytest.mark.parametrize(("finding", "expected"), ANNOTATIONS.values(), ids=ANNOTATIONS)
def test_an_annotation_holds(finding: Finding, expected: str) -> None:
    assert annotation(finding) == expected


HOSTILE = Finding(
    "docs/a\n::add-mask::b\033[2J.md",
    3,
    1,
    "L01",
    "there is no page or file '\r\n::add-mask::c ##[add-mask]d \x9b31m \u202e e\u2066\U000e0041'",
    "\033]8;;https://f.example\033\\ \udcff",
)


def test_nothing_in_a_name_or_text_commands_a_terminal_or_a_runner(tmp_path: Path) -> None:
    to = io.StringIO()
    for_terminal([HOSTILE], to)
    for_github([HOSTILE], to, str(tmp_path / "summary.md"))
    said = to.getvalue() + (tmp_path / "summary.md").read_text("utf-8")
    commands = [line for line in said.split("\n") if "::" in line and line.lstrip()[:2] == "::"]
    assert [line[:8] for line in commands] == ["::error "]
    assert "##[" not in said
    assert not re.search(
        "[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", said
    )
    assert "\n" not in str(HOSTILE)
    assert "<U+001B>[2J" in said
    assert "<U+202E> e<U+2066><U+E0041>" in said


def test_the_summary_lists_every_finding_and_its_text_stays_text(tmp_path: Path) -> None:
    findings = [Finding("docs/a.md", line, 1, "C01", "x | <b> `c` @d", "") for line in range(1, 60)]
    summary = tmp_path / "summary.md"
    for_github([*findings, NOTICE], io.StringIO(), str(summary))
    rows = [line for line in summary.read_text("utf-8").splitlines() if "C01" in line]
    assert len(rows) == len(findings)
    assert all(row.count("|") == 4 and "<" not in row and "`" not in row for row in rows)
    assert "notice B22" in summary.read_text("utf-8")


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    return copy_project(tmp_path / "clone")


def run_check_steps(project: Path, job: str) -> tuple[int, str, str]:
    """Run a job of check.yml as GitHub would, with the tools that run these tests."""
    workflow = yaml.safe_load((project / ".github/workflows/check.yml").read_text("utf-8"))
    summary = project / "summary.md"
    environment = {
        **os.environ,
        "GITHUB_ACTIONS": "true",
        "GITHUB_STEP_SUMMARY": str(summary),
        "MAKEFLAGS": f"BIN={Path(sys.executable).parent} READY=",
        "SOURCE_DATE_EPOCH": "1800000000",
    }
    script = "\n".join(step["run"] for step in workflow["jobs"][job]["steps"] if "run" in step)
    run = subprocess.run(
        ["bash", "-e", "-o", "pipefail", "-c", script],
        cwd=project,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return run.returncode, run.stdout, summary.read_text("utf-8") if summary.exists() else ""


def test_a_pull_request_with_mistakes_is_told_on_their_lines(clone: Path) -> None:
    page = clone / GUIDE / "key-points.md"
    lines = page.read_text("utf-8").splitlines()
    line = len(lines) + 2
    added = "A definately [wrong](50%25,x.md) [@nobody].\n"
    page.write_text("\n".join([*lines, "", added]), "utf-8")
    code, out, summary = run_check_steps(clone, "findings")
    place = f"file={GUIDE}/key-points.md,line={line}"
    assert [told for told in out.splitlines() if told.startswith("::")] == [
        f"::error {place},col=3,title=S01::'definately' is misspelt. Did you mean 'definitely'?",
        f"::error {place},col=22,title=L01::There is no page or file '50%25,x.md'. "
        "It may have been renamed or removed.",
        f"::error {place},col=36,title=C01::Unknown reference 'nobody'. "
        "Add its entry to references.bib.",
    ]
    assert code != 0
    assert summary.count("key-points.md") == 3


def test_a_pull_request_without_a_mistake_passes(clone: Path) -> None:
    code, out, summary = run_check_steps(clone, "findings")
    assert (code, [line for line in out.splitlines() if line.startswith("::")]) == (0, [])
    assert "Nothing to mend." in summary
