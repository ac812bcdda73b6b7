"""What can never be released: named rules, each with one job, over one dataset's folder.

A rule is a generator of findings. Rules on dates find fault only where *no* admissible date
satisfies them. Errors stop a release; a warning may be accepted in the record, with a reason.
Every rule looks things up in an index, so that the cost of a check grows with the data and not
faster.
"""

from collections.abc import Collection
from importlib import import_module

from bilateral.errors import InvalidValue, Problem, UnknownValue
from bilateral.folders import Folder, head
from bilateral.locations import located
from bilateral.records import Acceptance, Record
from bilateral.rules.index import RULES, Index, Rule

__all__ = ["RULES", "Index", "Rule", "run"]

# each module registers its rules, in the order of the page
for _module in (
    *("order", "states", "offices", "evidence", "units"),
    *("status", "identity", "references", "text", "disputes"),
):
    import_module(f"bilateral.rules.{_module}")


def run(folder: Folder, only: Collection[str] | None = None) -> list[Problem]:
    """Everything that is wrong in a folder: what could not be read, and every breach of a rule.

    With `only`, rules on single values look at these files and no others. Warnings that a record
    accepts carry the reason in `accepted`; an acceptance that nothing needs is a warning itself.
    """
    problems = list(folder.problems)
    if folder.manifest is not None:
        dataset = Index.of(folder, folder.manifest, only)
        for rule in RULES.values():
            problems += [
                problem._replace(rule=rule.name, severity=rule.severity)
                for problem in rule.find(dataset)
                if (problem.file, problem.record, head(problem.field)) not in folder.partial
            ]
        problems = _accept(dataset, problems)
    problems = located(problems, folder)
    return sorted(problems, key=lambda one: (one.file, one.line, one.column, one.rule, one.field))


def _accept(dataset: Index, problems: list[Problem]) -> list[Problem]:
    reasons = {
        (record.id, accepted.rule): accepted.reason
        for record in dataset.folder.records
        for accepted in record.accepts
    }
    used: set[tuple[str, str]] = set()
    result: list[Problem] = []
    for problem in problems:
        place = (problem.record, problem.rule)
        if problem.severity == "warning" and place in reasons:
            used.add(place)
            problem = problem._replace(accepted=reasons[place])
        result.append(problem)
    needless = [
        _needless(dataset, record, accepted)
        for record in dataset.folder.records
        for accepted in record.accepts
        if (record.id, accepted.rule) not in used
    ]
    return result + needless


def _needless(dataset: Index, record: Record, accepted: Acceptance) -> Problem:
    rule = RULES.get(accepted.rule)
    reason: InvalidValue
    if rule is None:
        reason = UnknownValue("rule", accepted.rule, RULES)
    elif rule.severity == "error":
        reason = InvalidValue(accepted.rule, "a rule that only warns", "mend the error instead")
    else:
        reason = InvalidValue(accepted.rule, "a warning that this record gives", "remove it")
    path = f"accepts[{accepted.rule}]"
    problem = Problem.of(reason, rule="accepts-needless", field=path, record=record.id)
    return problem._replace(severity="warning", file=dataset.folder.file_of(record))
