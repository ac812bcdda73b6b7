"""The whole matrix: every supported Python with every supported pandas (`nox`)."""

import nox

nox.options.default_venv_backend = "venv"
EXTRAS = ".[cite,edit,excel,hypothesis,parquet,plot]"
LOWEST = (  # as pyproject.toml allows them; a test holds the two together
    "attrs==24.1.0",
    "bibtexparser==2.0.0",
    "cattrs==24.1.0",
    "citeproc-py==0.11.0",
    "hypothesis==6.100.0",
    "matplotlib==3.10.0",
    "openpyxl==3.1.0",
    "pandas==2.3.0",
    "pyarrow==18.0.0",
    "rispy==0.9.0",
    "tomlkit==0.13.0",
)


def run_tests(session: nox.Session) -> None:
    """The tests side by side, then the examples, which follow each other."""
    session.run("python", "-m", "pytest", "-q", "-n", "2", "--dist", "loadgroup", "tests")
    session.run("python", "-m", "pytest", "-q", "README.md", "docs", "src")


@nox.session(python=["3.11", "3.12", "3.13"])
@nox.parametrize("pandas", ["2.3", "3"])
def tests(session: nox.Session, pandas: str) -> None:
    """The tests on one interpreter with one pandas."""
    project = nox.project.load_toml()
    groups = nox.project.dependency_groups(project, "test", "lint", "package")
    session.install("-e", EXTRAS, f"pandas=={pandas}.*", *groups)
    run_tests(session)


@nox.session(python="3.11")
def lowest(session: nox.Session) -> None:
    """The tests with the lowest versions of the dependencies that are allowed."""
    project = nox.project.load_toml()
    groups = nox.project.dependency_groups(project, "test", "package")
    session.install("-e", EXTRAS, *groups, *LOWEST, "mypy", "pyright[nodejs]")
    run_tests(session)


@nox.session(python="3.11")
def package(session: nox.Session) -> None:
    """The validators of what is uploaded (`make package` in an environment of its own)."""
    session.run("make", "package", f"VENV={session.virtualenv.location}", external=True)
