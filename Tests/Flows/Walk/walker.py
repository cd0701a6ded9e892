"""What Schemathesis knows when it walks: a token of each role, and what the system has told of itself.

Every other request asks for something that there is, in the role that sees most: for an identifier that an answer has told, of the same
service or of one that was walked before, under the name that the path has for it. The others are in the first role that the operation
is there for, and ask for whatever comes to Schemathesis's mind.
"""

import atexit
import collections
import json
import os

import schemathesis

WIDEST = ["operator", "reviewer", "county-officer", "station-clerk"]
# What no answer tells under the name that paths have for it: every run has a first stop, and the story its alleviation day.
KNOWN = {"stop": ["1"], "day": ["2019-07-07"]}
# Of what each member has told, so that a long list is not all that is asked for.
MOST = 50


def read(variable, otherwise):
    path = os.environ[variable]
    if not os.path.exists(path):
        return otherwise
    with open(path, encoding="utf-8") as file:
        return json.load(file)


TOKENS = read("WALK_TOKENS", {})
# Values by the member that told them: {"order_id": ["0190…"]}.
TOLD = collections.defaultdict(list, read("WALK_TOLD", {}))
# The operations that were answered 200, each with the path by which it was last: {"GET /orders/{id}": "/orders/0190…"}.
FOUND = read("WALK_FOUND", {})
# How often each operation was called.
CALLS = collections.Counter()


def members(path, parameter):
    """By which members that is told what a parameter of a path stands for: `order_id` for the id of `/orders/{id}`."""
    if parameter == "token":
        return ["token", "household"]
    if parameter == "id":
        resource = path.partition("/{id}")[0].rpartition("/")[2]
        return [resource.removesuffix("s") + "_id"]
    return [parameter, parameter + "_id"]


def note(answer):
    if isinstance(answer, list):
        for entry in answer:
            note(entry)
    elif isinstance(answer, dict):
        for member, value in answer.items():
            if isinstance(value, str) and len(TOLD[member]) < MOST and value not in TOLD[member]:
                TOLD[member].append(value)
            note(value)


@schemathesis.hook
def before_call(_context, case, _kwargs):
    calls = CALLS[case.operation.label]
    CALLS[case.operation.label] += 1
    asks_for_known = calls % 2 == 0
    roles = case.operation.definition.raw.get("x-roles")
    if roles:
        widest = next((role for role in WIDEST if role in roles), roles[0])
        case.headers["Authorization"] = "Bearer " + TOKENS[widest if asks_for_known else roles[0]]
    if not asks_for_known:
        return
    for parameter in case.path_parameters or {}:
        told = KNOWN.get(parameter) or [
            value for member in members(case.operation.path, parameter) for value in TOLD[member]
        ]
        if told:
            # What was told last first: it is of this service, if that has told any.
            case.path_parameters[parameter] = told[-1 - calls // 2 % len(told)]


@schemathesis.hook
def after_call(_context, case, response):
    if response.status_code == 200:
        FOUND[case.operation.label] = response.request.path_url.partition("?")[0]
        if "json" in response.headers.get("content-type", [""])[0]:
            note(response.json())


@atexit.register
def keep():
    for variable, value in (("WALK_TOLD", TOLD), ("WALK_FOUND", FOUND)):
        with open(os.environ[variable], "w", encoding="utf-8") as file:
            json.dump(value, file)
