"""The closed vocabularies, each word with its meaning.

Each is a Literal (so that editors complete it) annotated with the meanings that the codebook
and the data dictionary print. A test holds the two against each other.
"""

from typing import Annotated, Literal

from bilateral import words
from bilateral.schema import Vocabulary

Category = Annotated[
    Literal[
        "recognition",
        "relations",
        "mission",
        "accreditation",
        "call",
        "message",
        "statement",
        "protest",
        "negotiation",
        "mediation",
        "attendance",
        "membership",
        "pact",
        "vote",
        "policy",
        "sanction",
        "delivery",
        "cargo",
        "tender",
        "project",
        "transport",
        "commerce",
        "finance",
        "aid",
        "health",
        "incident",
        "attack",
        "conflict",
        "prisoners",
        "expulsion",
        "naval_call",
        "training",
        "culture",
        "education",
        "science",
        "space",
        "sport",
        "media",
        "award",
        "legal",
        "other",
    ],
    Vocabulary(
        "category",
        {
            "recognition": "one state recognises the other, or both recognise or refuse a third",
            "relations": "diplomatic relations established, raised, lowered, cut or resumed",
            "mission": "an embassy, consulate or trade mission opened, moved or closed",
            "accreditation": "an ambassador or envoy appointed, accredited or recalled",
            "call": "a conversation by telephone or video between named office-holders",
            "message": "a letter, congratulation or condolence from one side to the other",
            "statement": "a public statement, communiqué or vote of a parliament about the other",
            "protest": "a note of protest, a demarche, a summons, a warning",
            "negotiation": "talks below a visit, on a matter that has no agreement of its own yet",
            "mediation": "an offer to mediate, or mediation, in a conflict of one side",
            "attendance": "presence at a summit or conference without a bilateral meeting",
            "membership": "a step in or towards an organisation with which the other has to do",
            "pact": "an alliance or pact with third states that concerns the other side",
            "vote": "a vote or veto in an international organisation on the other's concern",
            "policy": "a decision of one side about the other: embargo, licence, tariff, visa",
            "sanction": "a sanction imposed or lifted, or applied in the other's affairs",
            "delivery": "arms or military equipment handed over",
            "cargo": "a shipment of goods: crude oil, wheat, machinery",
            "tender": "a bid or offer made, accepted or refused",
            "project": "a stage in the life of a plant, pipeline, mine or survey",
            "transport": "a route, flight, ferry, train or corridor opened, tried or closed",
            "commerce": "a fair, business forum, company presence, or market step",
            "finance": "a payment, debt step or banking link",
            "aid": "relief or assistance without payment",
            "health": "vaccines, medicines, epidemics",
            "incident": "a clash, airspace violation, shooting down or seizure",
            "attack": "an attack on the other side's people or property by others than its forces",
            "conflict": "a war or armed operation in which the other side has a part",
            "prisoners": "capture, release or exchange of prisoners",
            "expulsion": "diplomats or nationals expelled",
            "naval_call": "a port call by naval vessels",
            "training": "training of military or security personnel outside an exercise",
            "culture": "arts, heritage, religion, friendship societies",
            "education": "scholarships, universities, language teaching",
            "science": "research and technology",
            "space": "satellites and launches",
            "sport": "sport",
            "media": "press, broadcasting, news agencies",
            "award": "an order, medal or degree conferred",
            "legal": "a court case, extradition or ruling",
            "other": "none of the above; the note says what",
        },
    ),
]

QuadClass = Annotated[
    words.QuadClass,
    Vocabulary(
        "quad_class",
        {
            "verbal_cooperation": "words that bring the sides together (PLOVER quad 1)",
            "material_cooperation": "deeds that bring them together (PLOVER quad 2)",
            "verbal_conflict": "words against the other side (PLOVER quad 3)",
            "material_conflict": "deeds against the other side (PLOVER quad 4)",
        },
    ),
]

ActorRole = Annotated[
    Literal["initiator", "target", "other"],
    Vocabulary(
        "actor role",
        {
            "initiator": "acts; a joint act has two initiators",
            "target": "is acted upon",
            "other": "has a part, but neither acts nor is acted upon",
        },
    ),
]

AgreementForm = Annotated[
    Literal[
        "treaty",
        "intergovernmental_agreement",
        "interdepartmental_agreement",
        "protocol",
        "exchange_of_notes",
        "memorandum",
        "programme",
        "joint_statement",
        "commission_protocol",
        "contract",
        "loan_agreement",
        "letter_of_intent",
        "multilateral_agreement",
        "other",
    ],
    Vocabulary(
        "agreement form",
        {
            "treaty": "a treaty between the states as such",
            "intergovernmental_agreement": "an agreement between the governments",
            "interdepartmental_agreement": "an agreement between ministries or agencies",
            "protocol": "a protocol, additional or amending, between the governments",
            "exchange_of_notes": "notes or letters that make an agreement",
            "memorandum": "a memorandum of understanding or of cooperation",
            "programme": "an executive programme, plan or road map under another agreement",
            "joint_statement": "a joint statement, declaration or communiqué; never in force",
            "commission_protocol": "the protocol of a session of the intergovernmental commission",
            "contract": "a contract between enterprises, or with a state as buyer",
            "loan_agreement": "a credit or loan agreement between governments or banks",
            "letter_of_intent": "a letter of intent, heads of terms, statement of intent",
            "multilateral_agreement": "an agreement of more than two states on the dyad's affairs",
            "other": "none of the above; the note says what",
        },
    ),
]

AgreementStatus = Annotated[
    Literal["announced", "initialled", "signed", "in_force", "ended", "superseded", "abandoned"],
    Vocabulary(
        "agreement status",
        {
            "announced": "said to be coming; no text reports a signature",
            "initialled": "the text is agreed, not signed",
            "signed": "signed; whether it entered into force is not known, or it cannot",
            "in_force": "in force on the day of `status_as_of`",
            "ended": "expired, fulfilled or terminated",
            "superseded": "replaced by another agreement",
            "abandoned": "given up before it was signed or carried out",
        },
    ),
]

PartyRole = Annotated[
    Literal["party", "guarantor", "mediator"],
    Vocabulary(
        "party role",
        {
            "party": "is bound by it",
            "guarantor": "guarantees it",
            "mediator": "brought it about, or is its witness",
        },
    ),
]

ValueMeaning = Annotated[
    Literal["price", "credit", "grant", "estimate"],
    Vocabulary(
        "value meaning",
        {
            "price": "what the buyer pays",
            "credit": "what is lent",
            "grant": "what is given",
            "estimate": "what somebody expects it to be worth or to cost",
        },
    ),
]

Bound = Annotated[
    Literal["exact", "approximate", "at_least", "at_most"],
    Vocabulary(
        "bound",
        {
            "exact": "the number as printed",
            "approximate": "about, around, some, nearly",
            "at_least": "over, more than, at least",
            "at_most": "under, less than, up to",
        },
    ),
]

VisitForm = Annotated[
    Literal[
        "state",
        "official",
        "working",
        "private",
        "stopover",
        "conference",
        "sideline_meeting",
        "commission_session",
        "consultations",
    ],
    Vocabulary(
        "visit form",
        {
            "state": "a state visit, called so by a host or guest",
            "official": "an official visit, or one whose form no source names",
            "working": "a working visit, called so by a host or guest",
            "private": "a private visit or pilgrimage with official contacts",
            "stopover": "talks during a stop on the way elsewhere",
            "conference": "travel to a multilateral meeting hosted by the other side, with talks",
            "sideline_meeting": "a bilateral meeting at the edge of a multilateral one",
            "commission_session": "a session of an intergovernmental commission or joint committee",
            "consultations": "talks of ministries, staffs or councils, regular or called so",
        },
    ),
]

HeldStatus = Annotated[
    Literal["held", "announced", "postponed", "cancelled"],
    Vocabulary(
        "status",
        {
            "held": "took place",
            "announced": "was announced; no text reports that it took place",
            "postponed": "was put off; its realisation is another record that follows it",
            "cancelled": "was called off",
        },
    ),
]

Domain = Annotated[
    Literal["land", "naval", "air", "joint", "cyber"],
    Vocabulary(
        "domain",
        {
            "land": "on land, special forces included",
            "naval": "at sea",
            "air": "in the air",
            "joint": "of more than one service",
            "cyber": "in networks",
        },
    ),
]

ParticipantRole = Annotated[
    Literal["participant", "observer"],
    Vocabulary(
        "participant role",
        {"participant": "took part with people or equipment", "observer": "only observed"},
    ),
]

Flow = Annotated[
    Literal["export", "import", "turnover"],
    Vocabulary(
        "flow",
        {
            "export": "recorded in the exporter's books",
            "import": "recorded in the importer's books",
            "turnover": "exports and imports together",
        },
    ),
]

PeriodKind = Annotated[
    Literal["calendar_year", "fiscal_year", "quarter", "month", "part_year"],
    Vocabulary(
        "period type",
        {
            "calendar_year": "January to December",
            "fiscal_year": "twelve months of the reporter's fiscal year",
            "quarter": "a calendar quarter",
            "month": "one month",
            "part_year": "some other span of less than a year",
        },
    ),
]

Valuation = Annotated[
    Literal["FOB", "CIF", "unknown"],
    Vocabulary(
        "valuation",
        {
            "FOB": "free on board, as exports usually are",
            "CIF": "cost, insurance and freight, as imports usually are",
            "unknown": "the compiler does not say",
        },
    ),
]

Says = Annotated[
    Literal["reports", "announces", "denies"],
    Vocabulary(
        "says",
        {
            "reports": "says that it happened, or is so",
            "announces": "says that it will happen",
            "denies": "says that it did not happen, or is not so",
        },
    ),
]

RelationType = Annotated[
    Literal[
        "signed_during",
        "amends",
        "supersedes",
        "implements",
        "follows",
        "delivers",
        "part_of",
        "responds_to",
        "related_to",
    ],
    Vocabulary(
        "relation",
        {
            "signed_during": "this agreement was signed during that visit",
            "amends": "this changes that agreement",
            "supersedes": "this replaces that agreement",
            "implements": "this carries out that agreement",
            "follows": "this continues that, or is the realisation of what was put off",
            "delivers": "this delivery fulfils that contract",
            "part_of": "this is a part of that wider tour, exercise or project",
            "responds_to": "this answers that",
            "related_to": "the two belong together otherwise",
        },
    ),
]

SourceType = Annotated[
    Literal[
        "article",
        "press_release",
        "transcript",
        "treaty_text",
        "document",
        "report",
        "paper",
        "book",
        "thesis",
        "encyclopaedia",
        "dataset",
        "database",
        "web_page",
        "video",
    ],
    Vocabulary(
        "source type",
        {
            "article": "an article in a newspaper, magazine or agency's service",
            "press_release": "a release by an office, company or armed force",
            "transcript": "a speech, interview or press conference, word for word",
            "treaty_text": "the text of an agreement",
            "document": "an official or archival document",
            "report": "a report by an office, institute or company",
            "paper": "an article in a scholarly journal, or a working paper",
            "book": "a book or a chapter of one",
            "thesis": "a thesis",
            "encyclopaedia": "an encyclopaedia's entry",
            "dataset": "a dataset, in a stated edition",
            "database": "a database's page",
            "web_page": "any other page",
            "video": "a recording",
        },
    ),
]

SourceClass = Annotated[
    Literal["primary", "agency", "press", "scholarly", "reference", "dataset"],
    Vocabulary(
        "source class",
        {
            "primary": "of a party or body involved, or its statistics: release, treaty, archive",
            "agency": "a news agency's own report",
            "press": "a newspaper, magazine, broadcaster, or opinion piece",
            "scholarly": "research with its own sources",
            "reference": "an encyclopaedia or handbook",
            "dataset": "a research dataset",
        },
    ),
]

Rank = Annotated[
    words.Rank,
    Vocabulary(
        "rank",
        {
            "leader": "head of state, or head of the ruling party where it rules",
            "head_of_government": "prime minister, chairman of the council of ministers",
            "deputy_head": "vice-president, deputy prime minister",
            "speaker": "president of a house of parliament",
            "minister": "member of the cabinet, national security adviser of that rank",
            "service_chief": "chief of staff, head of an armed service or an intelligence service",
            "deputy_minister": "deputy minister, minister of state, permanent secretary",
            "envoy": "ambassador, special representative",
            "official": "anyone else in office: governor, director, deputy, member of parliament",
        },
    ),
]

Grade = Annotated[
    Literal["complete", "partial", "none"],
    Vocabulary(
        "coverage grade",
        {
            "complete": "searched until dry: what is not here is believed not to have happened",
            "partial": "searched, and known or expected to miss some",
            "none": "not looked for",
        },
    ),
]

RecordKind = Annotated[
    Literal["event", "agreement", "visit", "exercise", "trade_figure"],
    Vocabulary(
        "kind",
        {
            "event": "what the other four kinds are not",
            "agreement": "a text that two sides sign, or were to sign",
            "visit": "people in office travel or meet",
            "exercise": "armed forces or services train together",
            "trade_figure": "a number that somebody published about goods traded",
        },
    ),
]
