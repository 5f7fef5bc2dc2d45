"""The fault proxy: what a plug-in meets when its managed system is slow, broken or hostile."""

from harness.backend.faults.canary_host import CanaryHit, CanaryHost
from harness.backend.faults.certificates import STORE_PASSWORD, CertificateKind, CertificateShop
from harness.backend.faults.proxy import FaultProxy
from harness.backend.faults.rules import Fault, Profile, Rule, profile_of, profiles
from harness.backend.faults.target import Target
from harness.backend.faults.traffic import Counters, Exchange

__all__ = [
    "STORE_PASSWORD",
    "CanaryHit",
    "CanaryHost",
    "CertificateKind",
    "CertificateShop",
    "Counters",
    "Exchange",
    "Fault",
    "FaultProxy",
    "Profile",
    "Rule",
    "Target",
    "profile_of",
    "profiles",
]
