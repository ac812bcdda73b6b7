"""Sphinx configuration; the build needs no network."""

from importlib.metadata import version as installed

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
