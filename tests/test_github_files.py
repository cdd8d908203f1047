"""What GitHub reads: safe, whole, and naming nothing that doesn't exist."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from minisite import ROOT

GITHUB = ROOT / ".github"
WORKFLOWS = {file.stem: file for file in sorted((GITHUB / "workflows").glob("*.yml"))}
ACTIONS = {file.parent.name: file for file in sorted((GITHUB / "actions").glob("*/action.yml"))}
FORMS = sorted(file for file in (GITHUB / "ISSUE_TEMPLATE").glob("*.yml") if file.stem != "config")
TOOLS = Path(sys.executable).parent
MAKE_TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))
# GitHub's own limit on what each box of a form may hold.
FORM_TYPES = {"markdown", "input", "textarea", "dropdown", "checkboxes"}


def load(file: Path) -> dict[str, Any]:
    # YAML 1.1 reads the key `on` as true.
    read: dict[Any, Any] = yaml.safe_load(file.read_text("utf-8"))
    return {("on" if key is True else key): value for key, value in read.items()}


def steps(file: Path) -> list[dict[str, Any]]:
    """The steps of a workflow's jobs, or of an action."""
    read = load(file)
    parts = read["jobs"].values() if "jobs" in read else [read["runs"]]
    return [step for part in parts for step in part["steps"]]


def make_targets(file: Path) -> set[str]:
    """The targets that a file asks make for; in prose only where it is code."""
    before = r"(?:^|`)" if file.suffix == ".md" else r"\b"
    calls = re.findall(rf"{before}make ((?:[a-z-]+ ?)+)", file.read_text("utf-8"), re.M)
    return {target for call in calls for target in call.split()}


@pytest.mark.parametrize(
    "command", [["zizmor", "--offline", "--pedantic", "--collect=all", "."], ["actionlint"]]
)
def test_the_workflow_checkers_find_nothing(command: list[str]) -> None:
    run = subprocess.run(
        [TOOLS / command[0], *command[1:]], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr


def test_the_workflow_checkers_find_what_is_wrong(tmp_path: Path) -> None:
    file = tmp_path / ".github" / "workflows" / "check.yml"
    file.parent.mkdir(parents=True)
    text = WORKFLOWS["check"].read_text("utf-8")
    file.write_text(re.sub(r"@[0-9a-f]{40}", "@main", text))
    zizmor = subprocess.run(
        [TOOLS / "zizmor", "--offline", tmp_path], capture_output=True, check=False
    )
    assert zizmor.returncode != 0
    file.write_text(text.replace("runs-on: ubuntu-latest", "runs-on: nowhere"))
    assert subprocess.run([TOOLS / "actionlint", file], capture_output=True, check=False).returncode


@pytest.mark.parametrize("workflow", WORKFLOWS.values(), ids=WORKFLOWS)
def test_a_workflow_may_do_nothing_but_what_a_job_says(workflow: Path) -> None:
    settings = load(workflow)
    assert settings["permissions"] == {}
    assert "pull_request_target" not in settings["on"]
    for name, job in settings["jobs"].items():
        assert "permissions" in job, name
        assert "timeout-minutes" in job, name
        assert (
            set(job.get("needs", ())) <= settings["jobs"].keys() or job["needs"] in settings["jobs"]
        )


def test_only_publishing_attesting_and_opening_an_issue_may_write() -> None:
    writes = {
        (workflow, job, scope)
        for workflow, file in WORKFLOWS.items()
        for job, settings in load(file)["jobs"].items()
        for scope, access in settings["permissions"].items()
        if access == "write"
    }
    assert writes == {
        ("deploy", "deploy", "pages"),
        ("deploy", "deploy", "id-token"),
        ("deploy", "attest", "id-token"),
        ("deploy", "attest", "attestations"),
        ("links", "look", "issues"),
    }


@pytest.mark.parametrize("file", (WORKFLOWS | ACTIONS).values(), ids=WORKFLOWS | ACTIONS)
def test_an_action_is_pinned_with_its_version_beside_it(file: Path) -> None:
    used = re.findall(r"uses: (.*)", file.read_text("utf-8"))
    ours = [f"$/.github/actions/{name}" for name in ACTIONS]
    for action in used:
        assert action in ours or re.fullmatch(
            r"[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", action
        )
    assert len(used) == sum("uses" in step for step in steps(file))


def test_an_action_has_one_version_everywhere() -> None:
    used = "".join(file.read_text("utf-8") for file in (WORKFLOWS | ACTIONS).values())
    pins = set(re.findall(r"uses: ([\w/-]+)@(\S+)", used))
    assert len(pins) == len({action for action, _ in pins})


def test_what_is_kept_for_later_runs_is_never_taken_for_something_else() -> None:
    kept = [
        step["with"]
        for file in (WORKFLOWS | ACTIONS).values()
        for step in steps(file)
        if step.get("uses", "").startswith("actions/cache@")
    ]
    assert {step["path"] for step in kept} == {".venv", ".cache/books"}
    for step in kept:
        if step["path"] == ".venv":
            assert "restore-keys" not in step
            for part in ("outputs.python-version", "hashFiles('requirements.txt')", "runner.arch"):
                assert part in step["key"]
    assert "actions/cache" not in WORKFLOWS["deploy"].read_text("utf-8")


def test_nothing_is_taken_from_a_cache_that_a_change_brings() -> None:
    assert steps(ACTIONS["set-up"])[0]["run"] == "make clean"
    builds = [step["run"] for step in steps(WORKFLOWS["deploy"]) if "make" in step.get("run", "")]
    assert [run.partition("make ")[2] for run in builds] == ["clean build"]


@pytest.mark.parametrize("workflow", WORKFLOWS.values(), ids=WORKFLOWS)
def test_a_checkout_keeps_no_credentials(workflow: Path) -> None:
    for step in steps(workflow):
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False


def test_one_job_of_the_checks_needs_all_others() -> None:
    jobs = load(WORKFLOWS["check"])["jobs"]
    assert set(jobs["all-checks"]["needs"]) == jobs.keys() - {"all-checks"}
    results = " ".join("success" for _ in jobs["all-checks"]["needs"])
    assert f'"{results}"' in jobs["all-checks"]["steps"][0]["run"]


MAKES = [
    *WORKFLOWS.values(),
    ROOT / ".pre-commit-config.yaml",
    ROOT / ".devcontainer" / "devcontainer.json",
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", ".ci/run")),
    *sorted((ROOT / "editors").glob("*.md")),
]


@pytest.mark.parametrize("file", MAKES, ids=lambda file: file.name)
def test_what_is_asked_of_make_exists(file: Path) -> None:
    assert make_targets(file) <= MAKE_TARGETS


def test_the_owned_paths_exist() -> None:
    lines = (GITHUB / "CODEOWNERS").read_text("utf-8").splitlines()
    owned = [line.split()[0] for line in lines if line and not line.startswith("#")]
    assert len(owned) == 5
    for path in owned:
        assert path == "*" or (ROOT / path.strip("/")).exists(), path


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.stem)
def test_an_issue_form_is_whole(form: Path) -> None:
    settings = load(form)
    assert {"name", "description", "body"} <= settings.keys()
    questions = [part for part in settings["body"] if part["type"] != "markdown"]
    assert {part["type"] for part in settings["body"]} <= FORM_TYPES
    assert all(part["attributes"]["label"] for part in questions)
    assert len({part["id"] for part in questions}) == len(questions) > 0


def test_a_pull_request_has_three_boxes_to_tick() -> None:
    template = (GITHUB / "pull_request_template.md").read_text("utf-8")
    assert template.count("- [ ] ") == 3


def test_the_bot_waits_and_groups() -> None:
    updates = load(GITHUB / "dependabot.yml")["updates"]
    assert {update["package-ecosystem"] for update in updates} == {"pip", "github-actions"}
    for update in updates:
        assert update["cooldown"]["default-days"] >= 7
        assert update["groups"]
        for folder in update.get("directories", [update.get("directory")]):
            assert (ROOT / folder.strip("/")).is_dir()


def test_the_ready_made_workplace_shows_the_site() -> None:
    settings = json.loads((ROOT / ".devcontainer" / "devcontainer.json").read_text("utf-8"))
    assert settings["postAttachCommand"] == "make serve"
    assert settings["portsAttributes"]["8000"]["onAutoForward"] == "openPreview"
