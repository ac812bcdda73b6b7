"""The whole matrix: every supported Python with every supported pandas (`nox`)."""

import nox

nox.options.default_venv_backend = "venv"


def run_tests(session: nox.Session) -> None:
    """The tests side by side, then the examples, which follow each other."""
    session.run("python", "-m", "pytest", "-q", "-n", "2", "--dist", "loadgroup", "tests")
    session.run("python", "-m", "pytest", "-q", "README.md", "docs", "src")


@nox.session(python=["3.11", "3.12", "3.13"])
@nox.parametrize("pandas", ["2.3", "3"])
def tests(session: nox.Session, pandas: str) -> None:
    """The tests on one interpreter with one pandas."""
    project = nox.project.load_toml()
    session.install("-e", ".[cite,edit,excel,hypothesis,parquet]", f"pandas=={pandas}.*")
    session.install(*nox.project.dependency_groups(project, "test", "package"))
    run_tests(session)


@nox.session(python="3.11")
def lowest(session: nox.Session) -> None:
    """The tests with the lowest versions of the dependencies that are allowed."""
    project = nox.project.load_toml()
    session.install("-e", ".[cite,edit,excel,hypothesis,parquet]")
    session.install(*nox.project.dependency_groups(project, "test", "package"))
    session.install("attrs==24.1.0", "cattrs==24.1.0", "pandas==2.3.0", "tomlkit==0.13.0")
    run_tests(session)
