"""Pages that stand outside a period: an audience's own index, and the preview's list of audiences."""

from typing import TYPE_CHECKING, Any

from reportgen.model.language import translator
from reportgen.policy.shipped import shipped

if TYPE_CHECKING:
    from reportgen.policy.config import Config


def page(template: str, config: "Config", locale: str, **values: Any) -> bytes:
    """Return a page of one of the templates, the workspace's own first; it also gets lang, company and product."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    folders = (config.root / "templates", shipped("templates"))
    made = Environment(
        loader=FileSystemLoader([str(folder) for folder in folders]),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
    )
    say = translator(locale)
    made.install_gettext_callables(  # type: ignore[attr-defined]  # added by the i18n extension
        say, lambda one, many, n: say(one if n == 1 else many), newstyle=False
    )
    company = config.profile.company
    chinese = locale == "zh"
    common = {
        "lang": "zh-CN" if chinese else "en",
        "company": company.name.zh if chinese else company.name.en,
        "product": company.product.zh if chinese else company.product.en,
    }
    return made.get_template(template).render(page={**common, **values}).encode()
