"""Gives each request of Schemathesis a token of the first role that its operation is there for."""

import json
import os

import schemathesis

with open(os.environ["WALK_TOKENS"], encoding="utf-8") as file:
    TOKENS = json.load(file)


@schemathesis.hook
def before_call(_context, case, _kwargs):
    roles = case.operation.definition.raw.get("x-roles")
    if roles:
        case.headers["Authorization"] = "Bearer " + TOKENS[roles[0]]
