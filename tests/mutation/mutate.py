"""Mutation testing of the judging code: ``python tests/mutation/mutate.py GROUP...``.

A group is a cosmic-ray configuration beside this file. Needs ``pip install cosmic-ray``. The
mutants are made in a clone, so uncommitted work is neither tested nor touched. What survives and
why is in ``docs/mutation.md``.
"""

import ast
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from cosmic_ray.work_db import WorkDB, use_db
from cosmic_ray.work_item import MutationSpec, TestOutcome, WorkerOutcome, WorkResult

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
JARS = Path("mockvro/jvm/dist")

Span = tuple[tuple[int, int], tuple[int, int]]
IDENTITY = ("ReplaceComparisonOperator_Is_Eq", "ReplaceComparisonOperator_IsNot_NotEq")
"""Equal and identical are one for ``None`` and members of an enumeration, all we use ``is`` for."""
SHAPE = {"frozen", "kw_only"}
"""Keywords of value classes that forbid uses which the code does not have."""


def places(tree: ast.AST) -> Iterator[tuple[str, Span]]:
    """Find annotations, calculations, imports of types, the keywords of value classes."""
    for node in ast.walk(tree):
        if isinstance(node, ast.AnnAssign | ast.arg) and node.annotation is not None:
            yield "annotation", span(node.annotation)
        if isinstance(node, ast.FunctionDef) and node.returns is not None:
            yield "annotation", span(node.returns)
        if isinstance(node, ast.ClassDef):
            yield from (("shape", span(word.value)) for word in node.keywords if word.arg in SHAPE)
        if isinstance(node, ast.BinOp | ast.AugAssign):
            yield "calculation", span(node)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            yield "imports of types", span(node)


def span(node: ast.expr | ast.stmt) -> Span:
    """Tell where a piece of code begins and ends, as cosmic-ray counts."""
    return (node.lineno, node.col_offset), (node.end_lineno or 0, node.end_col_offset or 0)


def reason_to_skip(mutation: MutationSpec, known: list[tuple[str, Span]]) -> str:
    """Say why a mutant cannot be told from the code; empty when it may."""
    operator = mutation.operator_name.removeprefix("core/")
    begin, end = tuple(mutation.start_pos), tuple(mutation.end_pos)
    around = {kind for kind, (first, last) in known if first <= begin and end <= last}
    if operator in IDENTITY:
        return "identity"
    if operator.startswith("ReplaceBinaryOperator"):
        if "calculation" not in around:
            return "star"  # of a signature or a call, which is taken for a multiplication
        return "annotation" if "annotation" in around else ""
    return next(iter(around & {"imports of types", "shape"}), "")


def skip(db: WorkDB, root: Path) -> None:
    """Mark the mutants that are not worth a test run."""
    known: dict[Path, list[tuple[str, Span]]] = {}
    for item in db.pending_work_items:
        (mutation,) = item.mutations
        path = mutation.module_path
        if path not in known:
            known[path] = list(places(ast.parse((root / path).read_text())))
        if reason := reason_to_skip(mutation, known[path]):
            db.set_result(item.job_id, WorkResult(WorkerOutcome.SKIPPED, output=reason))


def report(db: WorkDB) -> Iterator[str]:
    """Tell the numbers of each module, then the change that each survivor makes."""
    counts: dict[Path, Counter[str]] = {}
    survivors = []
    for item, result in db.completed_work_items:
        (mutation,) = item.mutations
        count = counts.setdefault(mutation.module_path, Counter())
        skipped = result.worker_outcome is WorkerOutcome.SKIPPED
        survived = result.test_outcome is TestOutcome.SURVIVED
        count["skipped" if skipped else "survived" if survived else "killed"] += 1
        if survived:
            survivors.append((mutation, result.diff or ""))
    for path, count in sorted(counts.items()):
        run = count["killed"] + count["survived"]
        yield f"| `{path}` | {run} | {count['killed']} | {count['survived']} | {count['skipped']} |"
    for mutation, diff in sorted(
        survivors, key=lambda each: (each[0].module_path, each[0].start_pos)
    ):
        yield f"{mutation.module_path}:{mutation.start_pos[0]} {mutation.operator_name}"
        yield from (line for line in diff.splitlines()[3:] if line.startswith(("-", "+")))


def mutate(group: str, session: Path, root: Path) -> None:
    """Make the mutants of a group in a checkout, run its tests against each, tell the result."""
    config = HERE / f"{group}.toml"
    cosmic_ray("baseline", str(config), root=root)  # tests that always fail would kill everything
    cosmic_ray("init", str(config), str(session), root=root)
    with use_db(session) as db:
        skip(db, root)
    cosmic_ray("exec", str(config), str(session), root=root)
    with use_db(session) as db:
        sys.stdout.write("".join(f"{line}\n" for line in report(db)))


def cosmic_ray(*arguments: str, root: Path) -> None:
    """Run a command of cosmic-ray in a checkout."""
    programs = Path(sys.executable).parent
    path = f"{programs}{os.pathsep}{os.environ['PATH']}"  # the tests are run with "python"
    environment = {**os.environ, "PYTHONPATH": str(root), "PATH": path}
    subprocess.run([programs / "cosmic-ray", *arguments], cwd=root, env=environment, check=True)


def main() -> None:
    """Clone the checkout, build its jars into it, and go through the groups that are named."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "clone"
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(root)], check=True)
        shutil.copytree(ROOT / JARS, root / JARS)
        for group in sys.argv[1:]:
            mutate(group, Path(folder) / f"{group}.sqlite", root)


if __name__ == "__main__":
    main()
