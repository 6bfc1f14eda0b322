def write_report(s):
    s.reports.mkdir(exist_ok=True)
    return s.reports / "index.html"
