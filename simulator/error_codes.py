"""Meta's error codes with their usual HTTP status and title. Source: its page of error codes."""

from typing import NamedTuple


class Kind(NamedTuple):
    status: int
    title: str
    type: str = "OAuthException"


KINDS = {
    0: Kind(401, "AuthException"),
    1: Kind(400, "API Unknown"),
    2: Kind(503, "Service temporarily unavailable"),
    3: Kind(500, "API Method"),
    4: Kind(400, "API Too Many Calls"),
    10: Kind(403, "Permission Denied"),
    33: Kind(400, "Parameter value is not valid"),
    100: Kind(400, "Invalid parameter"),
    190: Kind(401, "Authentication Error"),
    200: Kind(403, "API Permission"),
    368: Kind(403, "Temporarily blocked for policies violations"),
    2500: Kind(400, "Unknown path components"),
    80007: Kind(400, "Rate limit issues"),
    130429: Kind(400, "Rate limit hit"),
    130472: Kind(400, "User's number is part of an experiment"),
    130497: Kind(403, "Business account is restricted from messaging users in this country"),
    131000: Kind(500, "Something went wrong"),
    131005: Kind(403, "Access denied"),
    131008: Kind(400, "Required parameter is missing"),
    131009: Kind(400, "Parameter value is not valid"),
    131016: Kind(500, "Service unavailable"),
    131021: Kind(400, "Recipient cannot be sender"),
    131026: Kind(400, "Message undeliverable"),
    131030: Kind(400, "Recipient phone number not in allowed list"),
    131031: Kind(403, "Account has been locked"),
    131036: Kind(400, "Message could not be decrypted"),
    131037: Kind(400, "Display name needs to be approved before messages can be sent"),
    131042: Kind(400, "Business eligibility payment issue"),
    131045: Kind(500, "Incorrect certificate"),
    131047: Kind(400, "Re-engagement message"),
    131048: Kind(400, "Spam rate limit hit"),
    131049: Kind(400, "Meta chose not to deliver"),
    131050: Kind(400, "User has stopped marketing messages from this business"),
    131051: Kind(400, "Unsupported message type"),
    131052: Kind(400, "Media download error"),
    131053: Kind(400, "Media upload error"),
    131056: Kind(400, "(Business Account, Consumer Account) pair rate limit hit"),
    131057: Kind(500, "Account in maintenance mode"),
    131062: Kind(400, "Business-scoped user id is not supported for this message"),
    132000: Kind(400, "Template Param Count Mismatch"),
    132001: Kind(404, "Template does not exist"),
    132005: Kind(400, "Template Hydrated Text Too Long"),
    132007: Kind(400, "Template Format Character Policy Violated"),
    132008: Kind(400, "Template parameter is missing"),
    132012: Kind(400, "Template Parameter Format Mismatch"),
    132015: Kind(400, "Template is Paused"),
    132016: Kind(400, "Template is Disabled"),
    132018: Kind(400, "Template parameter is not valid"),
    132068: Kind(400, "Flow is blocked"),
    132069: Kind(400, "Flow is throttled"),
    133000: Kind(500, "Incomplete Deregistration"),
    133004: Kind(503, "Server Temporarily Unavailable"),
    133005: Kind(400, "Two step verification PIN Mismatch"),
    133006: Kind(400, "Phone number re-verification needed"),
    133010: Kind(400, "Phone number Not Registered"),
    133016: Kind(400, "Account register or deregister rate limit exceeded"),
    134011: Kind(400, "Payments terms not accepted"),
    135000: Kind(400, "Generic user error"),
    137000: Kind(400, "Identity key hash does not match"),
}
ANY = Kind(500, "Something went wrong")
