"""The records. One module a part of the field; everything here is re-exported, so `from workflow.models import Line` is enough."""
from .after import Claim, Recovered, Reissued, Review
from .calendar import Holiday
from .catalogue import AwardType, BaseSalary, LegalText, Office, RewardRate, Rule
from .clusters import Cluster, ClusterMember, ClusterResult, Mark, ScoreCriterion
from .consultation import Consultation, PublicList
from .council import Count, Member, Seat, Sitting, Urn
from .decisions import Decision, Outcome, Printed, Register
from .dossiers import Attachment, Dossier, Draft, Line, Pause, Round
from .evidence import Hold, Initiative, InitiativeUse, Performance, Post, Share
from .fund import Payment, Posting
from .history import Apart, ImportBatch, ImportRow, Merge
from .initiatives import ExcellenceCap, InitiativeRule, InitiativeSitting, Recognition
from .log import Act, Entry, Handover, Ruling
from .movements import Change, Movement, PlannedRound, Registration, Reminder, UnitContact
from .people import User
from .petitions import Petition, PetitionAct, Sender
from .places import Place, PlaceLineage
from .recipients import AwardRecord, Recipient, RecordFile
from .units import Lineage, Reroute, Unit
from .versions import Adoption, Switch, TimeLimit

__all__ = [
    "Act", "Adoption", "Apart", "Attachment", "AwardRecord", "AwardType", "BaseSalary", "Change", "Claim", "Cluster",
    "ClusterMember", "ClusterResult", "Consultation", "Count", "Decision", "Dossier", "Draft", "Entry",
    "ExcellenceCap", "Handover", "Hold", "Holiday", "ImportBatch", "ImportRow", "Initiative", "InitiativeRule",
    "InitiativeSitting", "InitiativeUse", "LegalText", "Line", "Lineage", "Mark", "Member", "Merge", "Movement",
    "Office", "Outcome", "Pause", "Payment", "Performance", "Petition", "PetitionAct", "Place", "PlaceLineage",
    "PlannedRound", "Post", "Posting", "Printed", "PublicList", "Recipient", "Recognition", "RecordFile",
    "Recovered", "Register", "Registration", "Reissued", "Reminder", "Reroute", "Review", "RewardRate", "Round",
    "Rule", "Ruling", "ScoreCriterion", "Seat", "Sender", "Share", "Sitting", "Switch", "TimeLimit", "Unit",
    "UnitContact", "Urn", "User",
]
