"""Sphinx configuration; the build needs no network."""

import doctest
from contextlib import redirect_stdout
from importlib.metadata import version as installed
from io import StringIO
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

project = "bilateral"
author = "The bilateral contributors"
copyright = f"2026, {author}"
version = release = installed("bilateral")

extensions = ["myst_parser", "sphinx.ext.autodoc"]
exclude_patterns = ["_build", "schema", "templates"]
myst_heading_anchors = 3

autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
autodoc_preserve_defaults = True

html_theme = "furo"
html_title = "bilateral"
html_extra_path = ["metadata"]  # what archives and search engines read


def draw_pictures(app: Sphinx) -> None:
    """Run the examples of the storyline and keep what they drew: no picture is stored by hand."""
    import matplotlib

    matplotlib.use("Agg")  # a build has no screen
    from matplotlib.axes import Axes

    from bilateral import plots

    docs = Path(app.srcdir)
    page = docs / "storyline.md"
    names: dict[str, Any] = {}
    with redirect_stdout(StringIO()):  # what they print is checked by the tests
        for example in doctest.DocTestParser().get_examples(page.read_text(encoding="utf-8")):
            exec(compile(example.source, str(page), "single"), names)
    folder = docs / "_pictures"
    folder.mkdir(exist_ok=True)
    for name, drawn in names.items():
        if isinstance(drawn, Axes):
            plots.save(drawn, folder / f"{name}.png", "png")


def setup(app: Sphinx) -> None:
    app.connect("builder-inited", draw_pictures)
