"""What measures are called."""

from dataclasses import replace

from reportgen.render.views.names import named
from tests.render.behind import book, config, results


def test_a_dimension_that_only_another_policy_has_is_called_as_there() -> None:
    settings = config()
    own = settings.packs["P06"][0]
    assert own.satisfaction is not None
    name, rule = next(iter(own.satisfaction.dimensions.items()))
    fewer = {code: one for code, one in own.satisfaction.dimensions.items() if code != name}
    less = own.model_copy(update={"satisfaction": own.satisfaction.model_copy(update={"dimensions": fewer})})
    other = own.model_copy(update={"id": "P14"})
    found = book(results(), replace(settings, packs=settings.packs | {"P06": (less,), "P14": (other,)}))
    assert named(found, f"satisfaction.{name}") == rule.name.en


def test_control_a_dimension_that_no_policy_has_keeps_its_id() -> None:
    assert named(book(results()), "satisfaction.luck") == "satisfaction.luck"
