"""The few words that questions compare: ranks of offices, grades of support, what took place."""

from typing import Literal, get_args

Rank = Literal[
    "leader",
    "head_of_government",
    "deputy_head",
    "speaker",
    "minister",
    "service_chief",
    "deputy_minister",
    "envoy",
    "official",
]
Support = Literal["single", "multiple", "multiple_with_primary"]

RANKS: tuple[str, ...] = get_args(Rank)
SUPPORTS: tuple[str, ...] = get_args(Support)
SIGNED = ("signed", "in_force", "ended", "superseded")
TOOK_PLACE = ("held", *SIGNED)
