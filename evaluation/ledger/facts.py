"""Facts about participants: taken in once each, in any order, before or after their campaign is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from evaluation.campaigns import catalogue
from evaluation.campaigns.model import Campaign
from evaluation.errors import FactRefused, TokenReplayed
from evaluation.ledger.arrivals import ERASED, Person, Token
from evaluation.ledger.erasing import erase
from evaluation.ledger.marks import erased_among
from evaluation.ledger.quarantine import await_registration
from evaluation.ledger.tokens import prune, use_all
from evaluation.storage.tables import facts as table
from surveys.canonical import digest
from surveys.contract import FactKind, ParticipantFact, Receipt, ReceiptStatus
from surveys.contract_reading import read_participant_fact
from surveys.errors import ContractInvalid, JSONRefused, Problem
from surveys.privacy import PrivacyMode

CONFLICT = "Another fact was received under this id before. The first stays."

_INSERTS = {
    "sqlite": sqlite.insert(table).on_conflict_do_nothing(),
    "postgresql": postgresql.insert(table).on_conflict_do_nothing(),
}


@dataclass(frozen=True, slots=True)
class FactArrival:
    """A fact as it came."""

    fact: ParticipantFact
    digest: str  # of the document's bytes
    key_id: str
    received_at: datetime  # aware
    token: Token | None = None

    @property
    def person(self) -> Person:
        """Whom it is about."""
        return self.fact.campaign, self.fact.participant.id


def read_fact(body: bytes, fact_id: UUID, token: Token | None, key_id: str, received_at: datetime) -> FactArrival:
    """Return the fact in ``body``, which was put to the address of ``fact_id``. Raises FactRefused."""
    try:
        fact = read_participant_fact(body)
    except JSONRefused as error:
        raise FactRefused([Problem("", str(error))]) from None
    except ContractInvalid as error:
        raise FactRefused(error.problems) from None
    if fact.fact_id != fact_id:
        raise FactRefused([Problem("fact_id", "The fact names another id than its address.")])
    return FactArrival(fact, digest(body), key_id, received_at, token)


def take_facts(conn: Connection, arrivals: Sequence[FactArrival]) -> list[Receipt | Exception]:
    """Take ``arrivals`` in, in the caller's transaction; return for each its receipt, TokenReplayed or FactRefused."""
    prune(conn, max(arrival.received_at for arrival in arrivals))
    first_use = use_all(conn, [arrival.token for arrival in arrivals])
    # Nothing of somebody may come in while they are erased: whoever takes anything in holds this lock shared.
    await_registration(conn, exclusive=any(arrival.fact.fact is FactKind.RETIRED for arrival in arrivals))
    campaigns = catalogue.locked(conn, frozenset(arrival.fact.campaign for arrival in arrivals))
    return [
        _take(conn, arrival, campaigns) if first else TokenReplayed()
        for arrival, first in zip(arrivals, first_use, strict=True)
    ]


def drop_facts_in_other_modes(conn: Connection, campaign: Campaign) -> None:
    """Delete the facts that came before ``campaign`` was known and say another mode than it has."""
    mine = table.c.campaign_key == campaign.key
    conn.execute(delete(table).where(mine, table.c.mode != campaign.mode.value))


def _take(conn: Connection, arrival: FactArrival, campaigns: Mapping[str, Campaign]) -> Receipt | FactRefused:
    campaign = campaigns.get(arrival.fact.campaign)
    if campaign is not None and not _fits(arrival.fact, campaign):
        return FactRefused([Problem("mode", _other_mode(campaign))])
    if arrival.fact.fact is FactKind.RETIRED:
        new = erase(conn, arrival.person, campaign, arrival.received_at)
        return _receipt(arrival, ReceiptStatus.ACCEPTED if new else ReceiptStatus.DUPLICATE)
    if erased_among(conn, [arrival.person]):
        return _receipt(arrival, ReceiptStatus.STALE, ERASED)
    held = _held(conn, arrival.fact)
    if held is None:
        conn.execute(_INSERTS[conn.dialect.name], _row(arrival))
        held = _held(conn, arrival.fact)  # another process may have been faster
        if held == arrival.digest:
            return _receipt(arrival, ReceiptStatus.ACCEPTED)
    if held == arrival.digest:
        return _receipt(arrival, ReceiptStatus.DUPLICATE)
    return _receipt(arrival, ReceiptStatus.CONFLICT, CONFLICT)


def _fits(fact: ParticipantFact, campaign: Campaign) -> bool:
    """Whoever retires is erased by the id that is told, also if only something in quarantine went by it."""
    retires = fact.fact is FactKind.RETIRED and campaign.mode is not PrivacyMode.ANONYMOUS
    return retires or fact.mode is campaign.mode


def _held(conn: Connection, fact: ParticipantFact) -> str | None:
    same = select(table.c.digest).where(table.c.campaign_key == fact.campaign, table.c.fact_id == fact.fact_id)
    return conn.scalar(same)


def _row(arrival: FactArrival) -> dict[str, object]:
    fact = arrival.fact
    return {
        "campaign_key": fact.campaign,
        "fact_id": fact.fact_id,
        "digest": arrival.digest,
        "mode": fact.mode.value,
        "participant": fact.participant.id,
        "fact": fact.fact.value,
        "at": fact.at,
        "course": fact.course,
        "key_id": arrival.key_id,
        "received_at": arrival.received_at,
    }


def _receipt(arrival: FactArrival, status: ReceiptStatus, reason: str | None = None) -> Receipt:
    return Receipt(arrival.fact.fact_id, arrival.digest, status, arrival.received_at, reason)


def _other_mode(campaign: Campaign) -> str:
    if campaign.mode is PrivacyMode.ANONYMOUS:
        return f"The campaign {campaign.key} is anonymous: nothing is kept about persons."
    return f"The campaign {campaign.key} is {campaign.mode}. A fact has the mode of its campaign."
