"""Checks the metrics that rules and dashboards name, and that each panel can be read: metrics.py RULES DASHBOARD...

A metric of ours must be on the page docs/metrics.md, one of the broker's in prometheus/broker-metrics.txt. What the dashboards ask
for is printed as rules, so that promtool can read it: Grafana shows a query that cannot be parsed as an empty panel.
"""

import json
import re
import sys
from pathlib import Path

compose = Path(__file__).resolve().parent.parent
NAMED = re.compile(r"\b(?:throughtrain|process|metrics|rabbitmq)_\w+")
PARTS = re.compile(r"_(?:bucket|count|sum)$")


def known():
    """The names on the page with their types, and those of the broker."""
    rows = re.findall(r"^\| `(\w+)` \| (\w+) \|", (compose.parent / "docs/metrics.md").read_text(), re.MULTILINE)
    broker = (compose / "prometheus/broker-metrics.txt").read_text().split()
    return dict(rows) | dict.fromkeys(broker, "untyped")


def unknown(text, types):
    """The names in a text that nobody shows."""
    for name in sorted(set(NAMED.findall(text))):
        if name not in types and types.get(PARTS.sub("", name)) != "histogram":
            yield name


def panel_faults(panel, ids):
    """What keeps a person from reading a panel, or Grafana from drawing it."""
    if panel["id"] in ids:
        yield f"has the id {panel['id']} of another panel"
    ids.add(panel["id"])
    if panel["type"] == "row":
        return
    if not panel.get("description"):
        yield "has no description"
    if panel["datasource"].get("uid") != "prometheus":
        yield "asks another datasource than prometheus"
    if "targets" in panel and not panel["fieldConfig"]["defaults"].get("unit"):
        yield "has no unit"


def main(rules, dashboards):
    types = known()
    faults = [f"{file}: {name} is in no list of metrics" for file in rules for name in unknown(file.read_text(), types)]
    print("groups:\n  - name: dashboards\n    rules:")
    for file in dashboards:
        board, ids = json.loads(file.read_text()), set()
        for panel in board["panels"]:
            faults += [f"{file}: panel {panel['title']}: {fault}" for fault in panel_faults(panel, ids)]
            for target in panel.get("targets", []):
                faults += [f"{file}: {name} is in no list of metrics" for name in unknown(target["expr"], types)]
                query = target["expr"].replace("$__rate_interval", "1m").replace("$__range", "1h")
                labels = json.dumps({"dashboard": board["title"], "panel": panel["title"], "target": target["refId"]})
                print(f"      - {{record: panel, expr: {json.dumps(query)}, labels: {labels}}}")
    sys.exit("\n".join(faults) or None)


files = [Path(name) for name in sys.argv[1:]]
main([file for file in files if file.suffix != ".json"], [file for file in files if file.suffix == ".json"])
