#!/usr/bin/env python3
"""Reads what ThroughTrain tells a partner: first the history, then what comes, without a gap and nothing twice.

    consume.py --broker 127.0.0.1:5672 --partner orchard --password-file orchard.password

It prints a line for each event. With --state it goes on, when it is started again, where it ended.
"""

import argparse
import json
import os
import sys
import time
from pathlib import Path

import pika

BATCH = "application/cloudevents-batch+json"


class Fault(Exception):
    """Something that must not be: a fault of the sender, or of this program."""


def checked(event):
    """Sees that an object is a CloudEvent of version 1.0, as the contracts describe it."""
    for name in ("id", "source", "type", "subject", "time", "datacontenttype"):
        if not isinstance(event.get(name), str) or not event[name]:
            raise Fault(f"an event without {name}: {event}")
    if event.get("specversion") != "1.0" or event["datacontenttype"] != "application/json":
        raise Fault(f"an event of another form: {event['id']}")
    if not isinstance(event.get("subjectversion"), int) or not isinstance(event.get("data"), dict):
        raise Fault(f"an event without subjectversion or data: {event['id']}")
    return event


class Reader:
    """What was read so far: of each aggregate the last version and its id, and the place in the history."""

    def __init__(self, path):
        self.path = path
        self.offset = None
        self.last = {}
        self.count = 0
        if path and path.exists():
            state = json.loads(path.read_text(encoding="utf-8"))
            self.offset, self.last = state["offset"], state["last"]

    def save(self):
        """A program that does something by the events keeps this in the same transaction as what it did."""
        if not self.path:
            return
        written = self.path.with_suffix(".new")
        written.write_text(json.dumps({"offset": self.offset, "last": self.last}), encoding="utf-8")
        os.replace(written, self.path)

    def missing(self, event):
        """Whether an earlier event of the same aggregate was not read yet."""
        version, _ = self.last.get(f"{event['source']} {event['subject']}", (0, None))
        return event["subjectversion"] > version + 1

    def knows(self, event):
        """Whether anything of the same aggregate was read."""
        return f"{event['source']} {event['subject']}" in self.last

    def take(self, event, way):
        """Prints an event, unless it is known."""
        key = f"{event['source']} {event['subject']}"
        version, known = self.last.get(key, (0, None))
        if event["subjectversion"] <= version:
            if event["subjectversion"] == version and event["id"] != known:
                raise Fault(f"two events are version {version} of {key}: {known} and {event['id']}")
            return
        self.last[key] = (event["subjectversion"], event["id"])
        self.count += 1
        print(way, event["time"], event["type"], event["subject"], f"v{event['subjectversion']}", event["id"], flush=True)


def events_in(properties, body):
    if properties.content_type != BATCH:
        raise Fault(f"a message of the type {properties.content_type}")
    return [checked(event) for event in json.loads(body)]


def read_history(connection, partner, reader, settle, until=None):
    """Reads the history from where it was read to, until it is silent for a while, or until something holds."""
    channel = connection.channel()
    channel.basic_qos(prefetch_count=100)
    # The first time from its beginning, later from behind what was read. It can be read as often as one likes.
    start = {"x-stream-offset": "first" if reader.offset is None else reader.offset + 1}
    for method, properties, body in channel.consume(f"partner.{partner}.history", arguments=start, inactivity_timeout=settle):
        if method is None:
            break
        for event in events_in(properties, body):
            # Of an aggregate that is older than the history, the beginning is missing, and nothing behind it.
            if reader.knows(event) and reader.missing(event):
                raise Fault(f"the history has a gap before {event['id']}")
            reader.take(event, "history")
        reader.offset = properties.headers["x-stream-offset"]
        reader.save()
        channel.basic_ack(method.delivery_tag)
        if until and until():
            break
    channel.cancel()
    channel.close()


def read_queue(connection, partner, reader, settle, idle):
    """Reads the queue. It began when the partner was added, so that it overlaps the history: what is known is passed over."""
    channel = connection.channel()
    channel.basic_qos(prefetch_count=100)
    silent_since = time.monotonic()
    for method, properties, body in channel.consume(f"partner.{partner}", inactivity_timeout=0.5):
        if method is None:
            if idle and time.monotonic() - silent_since > idle:
                break
            continue
        silent_since = time.monotonic()
        for event in events_in(properties, body):
            if reader.missing(event):
                # The queue has lost something, by its age; the history has it.
                read_history(connection, partner, reader, settle, until=lambda: not reader.missing(event))
                if reader.knows(event) and reader.missing(event):
                    raise Fault(f"neither the queue nor the history has what comes before {event['id']}")
            reader.take(event, "live")
        reader.save()
        channel.basic_ack(method.delivery_tag)
    channel.cancel()
    channel.close()


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--broker", required=True, help="HOST:PORT")
    parser.add_argument("--vhost", default="throughtrain")
    parser.add_argument("--partner", required=True, help="the name, such as orchard")
    parser.add_argument("--password-file", required=True, type=Path)
    parser.add_argument("--state", type=Path, help="a file that keeps how far was read")
    parser.add_argument("--settle", type=float, default=2, help="how many seconds the history is silent once it is read")
    parser.add_argument("--idle", type=float, help="end when nothing came for so many seconds")
    return parser.parse_args()


def main():
    given = arguments()
    host, _, port = given.broker.rpartition(":")
    password = given.password_file.read_text(encoding="utf-8").strip()
    credentials = pika.PlainCredentials(f"partner.{given.partner}", password)
    reader = Reader(given.state)
    connection = pika.BlockingConnection(
        pika.ConnectionParameters(host, int(port), given.vhost, credentials, heartbeat=30)
    )
    try:
        read_history(connection, given.partner, reader, given.settle)
        print(f"the history is read: {reader.count} events; reading what comes", file=sys.stderr, flush=True)
        read_queue(connection, given.partner, reader, given.settle, given.idle)
    except KeyboardInterrupt:
        pass
    finally:
        if connection.is_open:
            connection.close()
    print(f"{reader.count} events read", file=sys.stderr)


if __name__ == "__main__":
    try:
        main()
    except Fault as fault:
        sys.exit(f"consume: {fault}")
