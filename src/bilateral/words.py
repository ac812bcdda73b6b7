"""The few words that questions compare: ranks, quad classes, grades of support, what happened."""

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
QuadClass = Literal[
    "verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict"
]
Support = Literal["single", "multiple", "multiple_with_primary"]

QUADS: tuple[str, ...] = get_args(QuadClass)
RANKS: tuple[str, ...] = get_args(Rank)
SUPPORTS: tuple[str, ...] = get_args(Support)
SIGNED = ("signed", "in_force", "ended", "superseded")
TOOK_PLACE = ("held", *SIGNED)
