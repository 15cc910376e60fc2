"""What the elements of the templates are, in place of WeasyPrint's stylesheet for the whole of HTML.

Its own has rules for every element and six pseudo-elements on each, which cost a tenth of a report's
time; pages come out the same to the pixel (docs/decisions/0004-rendering.md). An element that is not
listed here is inline.
"""

HIDDEN = ("head", "title", "desc")
BLOCKS = (
    *("html", "body", "header", "footer", "main", "section", "aside", "nav", "div", "p", "h1", "h2", "h3", "h4"),
    *("dl", "dt", "dd", "ul", "ol", "li", "figure", "figcaption", "blockquote"),
)
USER_AGENT = f"""
{", ".join(HIDDEN)} {{ display: none }}
{", ".join(BLOCKS)} {{ display: block }}
table {{ display: table; box-sizing: border-box; text-indent: 0 }}
caption {{ display: table-caption }}
colgroup {{ display: table-column-group }}
col {{ display: table-column }}
thead {{ display: table-header-group; vertical-align: middle }}
tbody {{ display: table-row-group; vertical-align: middle }}
tr {{ display: table-row; vertical-align: inherit }}
td, th {{ display: table-cell; vertical-align: inherit }}
b, strong {{ font-weight: bold }}
br::before {{ content: "\\A"; white-space: pre-line }}
svg {{ overflow: hidden }}
h1, h2, h3, h4 {{ bookmark-label: content(text); break-after: avoid; break-inside: avoid }}
@page {{
  @top-left {{ text-align: left }} @top-right {{ text-align: right }}
  @bottom-left {{ text-align: left }} @bottom-right {{ text-align: right }}
}}
"""
