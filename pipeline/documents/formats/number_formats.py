"""Values of a workbook as its number formats show them: 80%, 0157, 12,345, ▲5, 1月1日, 令和6年4月1日.

Formats that are not known show the plain value: nothing is lost by that but its dress.
"""

import re
from datetime import date, datetime, time, timedelta

from pipeline.values.fiscal_years import ERA_OFFSET

_LITERALS = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[[^\]]*\]')
_NUMBER = re.compile(r"[0#?][0#?,]*(?:\.(?P<decimals>[0#?]+))?(?P<percent>%)?")
_DATE_PARTS = re.compile(r"yyyy|yy|ggge|gge|ge|e|mmmm|mmm|mm|m|dddd|ddd|dd|d|aaaa|aaa|hh|h|ss|s", re.IGNORECASE)
# Formats that Excel keeps by their number and shows as the language has it.
_BUILT_IN = {"mm-dd-yy": "yyyy/m/d", "d-mmm": "m月d日", "d-mmm-yy": "yyyy年m月d日", "mmm-yy": "yyyy年m月"}
_LATIN = {"令": "R", "平": "H", "昭": "S"}
_WEEKDAYS = "月火水木金土日"
_MOST_DIGITS = 15


def shown(value: object, number_format: str) -> str:
    """Return a cell's value as a reader sees it."""
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case int() | float():
            return _number(value, number_format or "General")
        case datetime() | date():
            return _date(value, number_format)
        case time() | timedelta():
            return str(value)
    return str(value)


def _number(value: float, number_format: str) -> str:
    sections = number_format.split(";")
    if value < 0 and len(sections) > 1:
        section, value = sections[1], -value
    else:
        section = sections[2] if value == 0 and len(sections) > 2 else sections[0]
    dressed = _LITERALS.sub("", section)
    pattern = _NUMBER.search(dressed)
    if pattern is None or "E+" in dressed:
        literal = "".join(_literals(section))
        return literal if literal and "General" not in section and "@" not in section else _plain(value)
    return _filled(section, _digits(value, pattern))


def _digits(value: float, pattern: re.Match[str]) -> str:
    form = pattern.group()
    scaled = value * 100 if pattern["percent"] else value
    scaled /= 1000 ** _thousands(form)
    decimals = pattern["decimals"] or ""
    text = f"{abs(scaled):,.{len(decimals)}f}" if "," in form.rstrip(",") else f"{abs(scaled):.{len(decimals)}f}"
    if decimals.endswith("#") and "." in text:
        text = text.rstrip("0").rstrip(".")
    whole = form.split(".")[0].replace(",", "").count("0")
    integer, dot, rest = text.partition(".")
    sign = "-" if scaled < 0 else ""
    return (
        f"{sign}{integer.zfill(whole) if ',' not in integer else integer}{dot}{rest}{'%' if pattern['percent'] else ''}"
    )


def _thousands(form: str) -> int:
    return len(form.split(".", maxsplit=1)[0]) - len(form.split(".", maxsplit=1)[0].rstrip(","))


def _filled(section: str, digits: str) -> str:
    """Return a section of a format with its number in place, literal texts around it."""
    found, is_filled = [], False
    for token in re.split(r'("[^"]*"|\\.|_.|\*.|\[[^\]]*\])', section):
        if token[:1] == '"':
            found.append(token[1:-1])
        elif token[:1] == "\\":
            found.append(token[1:])
        elif token and token[0] not in "_*[":
            found.append(token if is_filled else _NUMBER.sub(digits.replace("\\", ""), token, count=1))
            is_filled = is_filled or bool(_NUMBER.search(token))
    return "".join(found).strip()


def _literals(section: str) -> list[str]:
    return [quoted or escaped for quoted, escaped in _LITERALS.findall(section) if quoted or escaped]


def _plain(value: float) -> str:
    if isinstance(value, int) or value.is_integer():
        return str(int(value)) if abs(value) < 10**_MOST_DIGITS else f"{value:g}"
    return f"{value:.{_MOST_DIGITS}g}"


def _date(value: date, number_format: str) -> str:
    form = _BUILT_IN.get(number_format, number_format.split(";", maxsplit=1)[0])
    if form in ("", "General") or not _DATE_PARTS.search(_LITERALS.sub("", form)):
        return f"{value.year}/{value.month}/{value.day}"
    plain = re.sub(r"\[\$[^\]]*\]|\[[^\]]*\]", "", form)
    parts = re.split(r'("[^"]*"|\\.)', plain)
    return "".join(
        part[1:-1] if part[:1] == '"' else part[1:] if part[:1] == "\\" else _dated(value, part) for part in parts
    )


def _dated(value: date, form: str) -> str:
    return _DATE_PARTS.sub(lambda match: _part(value, match.group()), form).replace("@", "")


def _part(value: date, name: str) -> str:
    era, year = _era(value)
    clock = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)
    parts = {
        "yyyy": str(value.year),
        "yy": f"{value.year % 100:02}",
        "ggge": f"{era}{year}",
        "gge": f"{era[:1]}{year}",
        "ge": f"{_LATIN.get(era[:1], '')}{year}",
        "e": str(year),
        "mmmm": str(value.month),
        "mmm": str(value.month),
        "mm": f"{value.month:02}",
        "m": str(value.month),
        "dd": f"{value.day:02}",
        "d": str(value.day),
        "aaaa": f"{_WEEKDAYS[value.weekday()]}曜日",
        "aaa": _WEEKDAYS[value.weekday()],
        "hh": f"{clock.hour:02}",
        "h": str(clock.hour),
        "ss": f"{clock.second:02}",
        "s": str(clock.second),
    }
    return parts.get(name.lower(), "")


def _era(value: date) -> tuple[str, int]:
    year = value.year if value.month >= 5 or value.year != 2019 else value.year - 1
    era = next((name for name in ("令和", "平成", "昭和") if year - ERA_OFFSET[name] >= 1), "")
    return (era, value.year - ERA_OFFSET[era]) if era else ("", value.year)
