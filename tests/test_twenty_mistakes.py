"""A file with twenty mistakes gives twenty findings in one run."""

import bilateral as bl
from toy import Toy

VISIT = "records/visits/visit-1951-twenty.toml"
MISTAKES = """\
id = "visit-1951-twenty"
start = "1951-06"
end = "1950-06"
title = "Ruritanian  foreign minister visits <b>Toyland"
form = "oficial"
guest = "RUX"
host = "TOY"
place = "toyvile"
status = "held"
summary = "Talks with ÃŽÃ\u0081da; \u202ethe wоrd was kept."
tags = ["grian", 7]
note = ""
checked = 2026-01-31
colour = "red"
successor = "visit-1952-other"

[[principals]]
person = "rudolf-hentzo"
office = "rur-foreign-minister"
party = "TOY"

[[counterparts]]
person = "ada-toy"
office = "toy-prime-minster"
party = "toy"

[[cites]]
key = "gazette-1951-6"
says = "tells"

[[cites]]
key = "memoir-1971"
supports = ["stat"]

[[disputes]]
field = "begin"
value = "1951-07"
cites = []

[[related]]
id = "visit-1951-twenty"
relation = "follows"

[[accepts]]
rule = "no-rule"
reason = "none"
"""


def test_twenty_mistakes_are_twenty_findings(toy: Toy) -> None:
    toy.write(VISIT, MISTAKES.replace("\u0081", ""))
    found = bl.check(toy.path)
    here = [one for one in found if one.file == VISIT]
    assert {one.file for one in found} == {VISIT}
    assert len({(one.rule, one.field) for one in here}) >= 20, "\n".join(map(str, here))
    assert all(one.line and one.found is not None and one.wanted and one.fix for one in here)
