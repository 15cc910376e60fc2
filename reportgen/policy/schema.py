"""JSON Schemas of the configuration files, so that an editor completes and checks them."""

import json

from reportgen.policy.glossary import Glossary
from reportgen.policy.pack import Pack
from reportgen.policy.profile import Profile
from reportgen.policy.recipients import Recipients
from reportgen.policy.sources import Sources
from reportgen.policy.strict import Strict
from reportgen.policy.synonyms import Synonyms

MODELS: dict[str, type[Strict]] = {
    "profile": Profile,
    "sources": Sources,
    "pack": Pack,
    "glossary": Glossary,
    "synonyms": Synonyms,
    "recipients": Recipients,
}


def schemas() -> dict[str, str]:
    """Return file name → JSON Schema text of every configuration file."""
    return {f"{name}.json": _schema(model) for name, model in MODELS.items()}


def _schema(model: type[Strict]) -> str:
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **model.model_json_schema()}
    return json.dumps(schema, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
