"""What a user's own type checker sees: `tests/test_package.py` runs mypy and pyright on this.

It is never run. Each `type: ignore` stands on a mistake that both checkers must find.
"""

from pathlib import Path
from typing import assert_type

import bilateral as bl

pr = bl.load("pak-rus", version="0.1.0")
assert_type(pr, bl.Dataset)
assert_type(pr.dyad, tuple[str, ...])
assert_type(pr.records(bl.Visit), list[bl.Visit])
assert_type(pr["visit-2007-fradkov"], bl.Record)
assert_type(pr.resolve("visit-2007-fradkov"), str)

visit = pr.records(bl.Visit)[0]
assert_type(visit.start, bl.PartialDate | None)
assert_type(visit.id, str)
assert_type([one.person for one in visit.principals], list[str | None])
figure = pr.records(bl.TradeFigure)[0]
assert_type(figure.period.months, int)

visits = pr.visits(start="2007", when="certainly", level="head_of_government")
assert_type(len(visits), int)
assert_type(pr.cite("bibtex", of=visits), str)
assert_type(pr.cite(of=visits["id"]), str)
assert_type(pr.cite(of=[visit, figure]), str)
assert_type(pr.cite(of=["visit-2007-fradkov"]), str)
assert_type(bl.check(Path("datasets")), list[bl.Problem])
assert_type(bl.state("SUN").successors, tuple[str, ...])
assert_type(len(bl.diff("pak-rus", "0.1.0", "0.1.1")), int)
assert_type(bl.__version__, str)
assert_type(len(bl.history("visit-2007-fradkov")), int)
pr.export("parquet", "folder")

pr.visits(level="king")  # type: ignore
pr.events(when="perhaps")  # type: ignore
pr.events(colour="red")  # type: ignore
pr.cite("apa")  # type: ignore
pr.export("doc", "folder")  # type: ignore
pr.records(str)  # type: ignore
visit.id = "another"  # type: ignore
visit.colour  # type: ignore  # noqa: B018
bl.no_such_name  # type: ignore  # noqa: B018
