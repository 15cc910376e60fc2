"""Pages that stand outside a period: an audience's own index, and the preview's list of audiences."""

from typing import TYPE_CHECKING, Any

from reportgen.model.language import translator
from reportgen.policy.shipped import template_folders

if TYPE_CHECKING:
    from reportgen.policy.config import Config


def page(template: str, config: "Config", locale: str, **values: Any) -> bytes:
    """Return a page of one of the templates, the workspace's own first; it also gets lang, company and product."""
    from reportgen.render.templating import templates

    made = templates(template_folders(config.root), translator(locale), autoescape=True)
    company = config.profile.company
    chinese = locale == "zh"
    common = {
        "lang": "zh-CN" if chinese else "en",
        "company": company.name.zh if chinese else company.name.en,
        "product": company.product.zh if chinese else company.product.en,
    }
    return made.get_template(template).render(page={**common, **values}).encode()
