"""The Japanese names of severities and states of findings, as commands and reports print them."""

SEVERITY_NAMES_JA = {"error": "誤り", "warning": "要確認", "notice": "参考"}
STATE_NAMES_JA = {
    "new": "新規",
    "persisting": "継続",
    "accepted": "確認済み",
    "superseded": "新しい版で更新済み",
    "resolved": "解消",
}
