"""What lies on the ministry's desk: a version somebody is writing, and a call that waits for the second person."""

from datetime import date, timedelta

from vorort.core import clock
from vorort.demo.stage import Stage
from vorort.demo.stories.komm_an_2027 import INVENTED, WHOLE_YEAR, YEAR
from vorort.funding.actions import call as calls
from vorort.funding.actions import guideline as guidelines
from vorort.funding.actions.call import CallText
from vorort.funding.models import Call
from vorort.network.enums import OrganisationKind

CODE = "komm-an-i-2027-zweite-runde"


def tell(stage: Stage, komm_an_ii: Call, komm_an_i: Call) -> None:
    """Begin a version for the year after next; draft a second call for 2027 and ask for its publication."""
    owner, today = stage["owner"], clock.today()
    with clock.at(today - timedelta(days=5)):
        guidelines.begin_version(
            capacity=owner,
            predecessor_id=komm_an_ii.guideline_id,
            title="KOMM-AN NRW Teil II, Entwurf für 2028",
            dated_on=clock.today(),
            valid_from=date(YEAR + 1, 1, 1),
            source=INVENTED,
        )
    with clock.at(today - timedelta(days=2)):
        draft = calls.draft_call(
            capacity=owner,
            guideline=komm_an_i.guideline,
            text=CallText(
                code=CODE,
                title="KOMM-AN NRW Teil I 2027, zweite Runde",
                summary="Für Zentren, die ihre Stellen erst im Lauf des Jahres besetzen.",
                opens_on=date(YEAR, 3, 1),
                closes_on=date(YEAR, 4, 30),
                approval_period=WHOLE_YEAR,
                execution_period=WHOLE_YEAR,
                contact=komm_an_i.contact,
                file_prefix="36.04",
                eligible=(OrganisationKind.CENTRE,),
                invented=True,
            ),
            budget_lines=list(komm_an_i.budget_lines.all()),
        )
    with clock.at(today - timedelta(days=1)):
        calls.request_publication(capacity=owner, call_id=draft.pk, expected_version=draft.version)
