"""Refusals with a reason, and the shapes in which a refusal holds its words."""

from rest_framework import status
from rest_framework.exceptions import APIException
from rest_framework.views import exception_handler

from refserver import behaviour

REASONS = {
    "locked": (403, "This account is locked. Ask the help desk."),
    "conflict": (409, "This profile was changed elsewhere."),
    "closed": (423, "Profiles are closed for changes until Monday."),
    "maintenance": (503, "Closed for maintenance until ten o'clock."),
}


def refuse():
    """Refuses whatever was asked, where the server is told to."""
    if behaviour.REASON:
        code, words = REASONS[behaviour.REASON]
        refusal = APIException(words)
        refusal.status_code = code
        raise refusal


def handler(exception, context):
    """The framework's own answer, in the shape that the server is told to use."""
    response = exception_handler(exception, context)
    if response is None or behaviour.ENVELOPE == "plain":
        return response
    wrap = standardized if behaviour.ENVELOPE == "standardized" else problem
    response.data = wrap(response.status_code, response.data, response.status_text)
    return response


def standardized(code, plain, _title):
    is_about_fields = "detail" not in plain
    kind = "client_error"
    if status.is_server_error(code):
        kind = "server_error"
    elif code == 400 and is_about_fields:
        kind = "validation_error"
    entries = []
    for key, said in plain.items():
        attr = None if key == "detail" else key
        for detail in said if isinstance(said, list) else [said]:
            entries.append({"code": getattr(detail, "code", "invalid"), "detail": detail, "attr": attr})
    return {"type": kind, "errors": entries}


def problem(code, plain, title):
    words = {"detail": plain["detail"]} if "detail" in plain else {"errors": plain}
    return {"type": "about:blank", "title": title, "status": code} | words
