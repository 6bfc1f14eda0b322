"""What acceptances call for (`seeds/accepted_findings.csv`); found where the day is known (`quality/states.py`)."""

from pipeline.quality.rules.base import Rule

EXPIRED = "expired_acceptance"
UNMATCHED = "unmatched_acceptance"

RULES = (
    Rule(
        code=EXPIRED,
        severity="warning",
        title_ja="期限の過ぎた「確認済み」",
        title_en="Expired acceptance",
        rationale="The finding was let stand for a time that is over; it counts as open again until someone decides.",
        rationale_ja="期限を決めて確認済みとした事項の期限が過ぎました。改めて判断されるまで、未確認とします。",
        message_ja="{observed} の期限（{expected}）が過ぎました。seeds/accepted_findings.csv をご確認ください。",
        message_en="The acceptance of {observed} expired on {expected}; see seeds/accepted_findings.csv.",
        example="expires_on が 2026-03-31 の行を、2026-04-01 以降に読み込んだ",
        question_ja="",
        answer="confirmation",
    ),
    Rule(
        code=UNMATCHED,
        severity="warning",
        title_ja="該当のない「確認済み」",
        title_en="Acceptance without a finding",
        rationale="No finding has this id: it is resolved, its source has changed, or the id was mistyped.",
        rationale_ja="この ID の確認事項はありません。解消した、原文が変わった、ID の書き誤り、のいずれかです。",
        message_ja="{observed} という確認事項はありません。seeds/accepted_findings.csv の行をご確認ください。",
        message_en="No finding has the accepted id {observed}; see seeds/accepted_findings.csv.",
        example="確認事項が解消した後も、確認済みの行が残っている",
        question_ja="",
        answer="confirmation",
    ),
)
