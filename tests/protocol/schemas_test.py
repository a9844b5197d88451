# SPDX-License-Identifier: MIT
"""The schemas take every golden message and refuse what is wrong; the AsyncAPI document refers to nothing that is not there."""
import copy
import json
import pathlib
import unittest

import jsonschema

PROTOCOL = pathlib.Path(__file__).parents[2] / "docs/protocol"


def load(name):
    return json.loads((PROTOCOL / name).read_text(encoding="utf-8"))


SCHEMAS = {schema["title"]: schema for schema in
           (load(f"schemas/{file.name}") for file in (PROTOCOL / "schemas").glob("*.json"))}
VALIDATORS = {name: jsonschema.Draft202012Validator(schema) for name, schema in SCHEMAS.items()}


def golden_messages():
    """(file, message, whether the hub or a client says it) of all transcripts, but for what strangers say."""
    for file in sorted((PROTOCOL / "transcripts").glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            step = json.loads(line)
            for kind in ("hub", "lost", "client"):
                if "message" in step.get(kind, {}):
                    yield file.name, step[kind]["message"], kind


class Schemas(unittest.TestCase):
    def test_each_is_a_schema(self):
        self.assertGreater(len(SCHEMAS), 15)
        for schema in SCHEMAS.values():
            jsonschema.Draft202012Validator.check_schema(schema)

    def test_the_golden_messages_are_valid(self):
        wrong_on_purpose = {"tiket", "dance"}
        seen = set()
        for file, message, kind in golden_messages():
            if message.get("op") in wrong_on_purpose or wrong_on_purpose & set(message.get("d", {})):
                self.assertFalse(VALIDATORS[message["type"]].is_valid(message), f"{file}: {message}")
                continue
            seen.add(message["type"])
            with self.subTest(file=file, type=message["type"]):
                VALIDATORS[message["type"]].validate(message)
        self.assertLessEqual({"ev", "hb", "kf", "snap", "pong", "rcpt", "speak", "snap?", "ping", "rcpt?", "ann", "speak?",
                              "cmd", "query", "ack"}, seen)

    def test_what_the_decoder_refuses_the_schema_refuses(self):
        """Each needed field taken away, each number out of its range, each word replaced."""
        tried = 0
        for name, schema in SCHEMAS.items():
            good = next((message for _, message, _ in golden_messages() if message["type"] == name), None)
            if good is None:
                continue
            for field in schema["required"]:
                bad = copy.deepcopy(good)
                bad.pop(field)
                self.assertFalse(VALIDATORS[name].is_valid(bad), f"{name} without {field}")
                tried += 1
            for field, facts in schema["properties"].items():
                if "maximum" in facts:
                    self.assertFalse(VALIDATORS[name].is_valid(good | {field: facts["maximum"] + 1}), f"{name} {field}")
                    tried += 1
        self.assertGreater(tried, 50)


class AsyncApi(unittest.TestCase):
    def setUp(self):
        self.document = load("asyncapi.json")

    def references(self, value):
        if isinstance(value, dict):
            for name, inner in value.items():
                yield from [inner] if name == "$ref" else self.references(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from self.references(inner)

    def follow(self, reference):
        file, _, path = reference.partition("#")
        value = load(file) if file else self.document
        for name in path.split("/")[1:]:
            value = value[name]
        return value

    def test_all_references_lead_somewhere(self):
        references = list(self.references(self.document))
        self.assertGreater(len(references), 40)
        for reference in references:
            self.assertTrue(self.follow(reference), reference)

    def test_every_message_is_said_by_somebody_and_its_example_is_valid(self):
        said = {self.follow(message["$ref"])["$ref"] for operation in self.document["operations"].values()
                for message in operation["messages"]}
        self.assertEqual(said, {f"#/components/messages/{name}" for name in self.document["components"]["messages"]})
        self.assertEqual(len(said), len(SCHEMAS))
        for message in self.document["components"]["messages"].values():
            validator = VALIDATORS[self.follow(message["payload"]["schema"]["$ref"])["title"]]
            for example in message["examples"]:
                with self.subTest(message["name"]):
                    validator.validate(example["payload"])


if __name__ == "__main__":
    unittest.main()
