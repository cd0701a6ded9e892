"""Reads docs/contracts with the readers of other makers. A planted fault in each kind of document must be refused."""

import copy
import json
import unittest
from pathlib import Path

from asyncapi3.models.asyncapi import AsyncAPI3
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent
from jsonschema import Draft202012Validator, ValidationError
from openapi_spec_validator import OpenAPIV31SpecValidator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

CONTRACTS = Path(__file__).resolve().parents[3] / "docs" / "contracts"
SERVICES = ["catalogue", "eligibility", "livestream", "logistics", "orders"]


def read(path):
    return json.loads(path.read_text(encoding="utf-8"))


def examples(folder=CONTRACTS):
    return sorted((folder / "examples").glob("*.json"))


def schema_of(example):
    return example.parent.parent / "schemas" / example.name


def checker(schema):
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


class Events(unittest.TestCase):
    def folders(self):
        current = [CONTRACTS, *sorted((CONTRACTS / "past").glob("*"))]
        return current + [folder / "partner" for folder in current if (folder / "partner").is_dir()]

    def test_cloudevents_reads_every_example(self):
        self.assertTrue(examples())
        for path in [path for folder in self.folders() for path in examples(folder)]:
            with self.subTest(path.name):
                written = read(path)
                event = JSONFormat().read(CloudEvent, path.read_bytes())
                self.assertEqual(event.get_type(), path.stem)
                self.assertEqual(event.get_id(), written["id"])
                self.assertEqual(event.get_source(), written["source"])
                self.assertEqual(event.get_subject(), written["subject"])
                self.assertEqual(event.get_extension("subjectversion"), written["subjectversion"])
                self.assertEqual(event.get_data(), written["data"])

    def test_cloudevents_refuses_one_without_a_source(self):
        event = read(examples()[0])
        del event["source"]
        with self.assertRaises(Exception):
            JSONFormat().read(CloudEvent, json.dumps(event).encode())

    def test_every_schema_is_one(self):
        schemas = [path for folder in self.folders() for path in (folder / "schemas").glob("*.json")]
        self.assertTrue(schemas)
        for path in schemas:
            with self.subTest(path.name):
                Draft202012Validator.check_schema(read(path))

    def test_every_example_is_valid(self):
        for path in [path for folder in self.folders() for path in examples(folder)]:
            with self.subTest(path.name):
                checker(read(schema_of(path))).validate(read(path))

    def test_an_example_with_a_wrong_field_is_not_valid(self):
        path = CONTRACTS / "examples" / "throughtrain.orders.order.placed.v1.json"
        schema = read(schema_of(path))
        for field, wrong in [("order_id", "7"), ("kind", "barter"), ("placed_at", "today"), ("lines", {}), ("buyer", "x")]:
            with self.subTest(field):
                event = read(path)
                event["data"][field] = wrong
                with self.assertRaises(ValidationError):
                    checker(schema).validate(event)
                del event["data"][field]
                with self.assertRaises(ValidationError):
                    checker(schema).validate(event)


class AsyncAPI(unittest.TestCase):
    folder = CONTRACTS
    document = property(lambda self: read(self.folder / "asyncapi.json"))

    def test_it_is_read(self):
        document = AsyncAPI3.model_validate(self.document)
        self.assertEqual(document.asyncapi, "3.0.0")

    def test_a_wrong_action_is_refused(self):
        document = copy.deepcopy(self.document)
        next(iter(document["operations"].values()))["action"] = "shout"
        with self.assertRaises(ValueError):
            AsyncAPI3.model_validate(document)

    def references(self, value):
        if isinstance(value, dict):
            if isinstance(value.get("$ref"), str):
                yield value["$ref"]
            for member in value.values():
                yield from self.references(member)
        if isinstance(value, list):
            for element in value:
                yield from self.references(element)

    def test_every_reference_leads_somewhere(self):
        document = self.document
        retrieve = lambda uri: DRAFT202012.create_resource(read(self.folder / uri.removeprefix("contracts:/")))
        registry = Registry(retrieve=retrieve).with_resource("contracts:/asyncapi.json", DRAFT202012.create_resource(document))
        resolver = registry.resolver("contracts:/asyncapi.json")
        references = set(self.references(document))
        self.assertGreater(len(references), 40)
        for reference in references:
            with self.subTest(reference):
                self.assertTrue(resolver.lookup(reference).contents)

    def test_every_event_is_told_somewhere(self):
        told = {
            schema["$ref"].rpartition("/")[2]
            for message in self.document["components"]["messages"].values()
            for schema in message["payload"]["items"]["oneOf"]
        }
        self.assertEqual(told, {path.stem.replace(".", "-") for path in examples(self.folder)})


class PartnerAsyncAPI(AsyncAPI):
    folder = CONTRACTS / "partner"


class OpenAPI(unittest.TestCase):
    def documents(self):
        for service in SERVICES:
            with self.subTest(service):
                yield read(CONTRACTS / f"{service}.openapi.json")

    def test_it_is_valid(self):
        for document in self.documents():
            OpenAPIV31SpecValidator(document).validate()

    def test_a_path_without_its_parameter_is_not_valid(self):
        document = read(CONTRACTS / "orders.openapi.json")
        operation = document["paths"]["/orders/{id}"]["get"]
        operation["parameters"] = [parameter for parameter in operation["parameters"] if parameter.get("in") != "path"]
        self.assertTrue(list(OpenAPIV31SpecValidator(document).iter_errors()))

    def test_every_example_is_valid(self):
        for document in self.documents():
            registry = Registry().with_resource("contracts:/document", DRAFT202012.create_resource(document))
            contents = list(self.contents(document))
            self.assertTrue(contents)
            for content in contents:
                with self.subTest(content["schema"]["$ref"]):
                    Draft202012Validator(
                        {"$ref": "contracts:/document" + content["schema"]["$ref"]}, registry=registry, format_checker=Draft202012Validator.FORMAT_CHECKER
                    ).validate(content["example"])

    def contents(self, value):
        if isinstance(value, dict):
            if "schema" in value and "example" in value and "$ref" in value["schema"]:
                yield value
            for member in value.values():
                yield from self.contents(member)
        if isinstance(value, list):
            for element in value:
                yield from self.contents(element)

    def test_every_operation_has_a_name_of_its_own(self):
        for document in self.documents():
            names = [operation["operationId"] for path in document["paths"].values() for operation in path.values()]
            self.assertEqual(len(names), len(set(names)))


if __name__ == "__main__":
    unittest.main()
