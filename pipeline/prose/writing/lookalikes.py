"""Characters that reading takes for one another, and words that differ by nothing else."""

from rapidfuzz.distance import Levenshtein

# Pairs that turn one common word into another (集会, 集合) or one inflection into another (なり, ない) stay out.
_GROUPS = (
    "ブプフ バパハ ビピヒ ベペへ ボポホ グゲダ クワフ ソンリ シツミ チテ ロコユヨ アマ スヌ ルレ ムモ ナメ セヤ ラウ "
    "ッツ ャヤ ュユ ョヨ ばぱ びぴ ぶぷ べぺ ぼぽ るろ めぬ ゃや ゅゆ ょよ "
    "末未 人入 士土 千干 日目曰 己已巳 間問聞 住往佳注 待侍持特 微徴 廉康 録緑縁線 侯候 遣遺 払拡 講購構溝 検険倹験 "
    "職織識 対村 幸辛 栽裁載 貧貪貨 名各 刑形 員貝買 因困国 教数 援緩授 談淡 祉社 福副 域城 設役 大太犬 見貝 児兄 若苦 "
    "科料 期朝 則側測 復複腹 税説 健建 庁床 座庄 遇過週 適滴 違遣達 連運 帰掃 係孫 体休 防妨 郵都部 令今命 委季秀 果課 "
    "許評計討訂 請諸 議義儀 推椎堆 進准準 症病疾 療寮僚 齢鈴 障章 害宮 神紳 精清情晴 呆保 警響 察祭際 消梢 防坊 策築 "
    "宅宣 給絵 紹招 協恊 導尊 参惨 専恵 活治 由田申甲 早旱 旬句 全金 字宇学 券巻 経径 総絡 緊繁 組粗 把肥 暮墓募 効功 "
    "勧歓観権 感惑 徒従 捨拾 滞帯"
)


def _partners() -> dict[str, frozenset[str]]:
    partners: dict[str, set[str]] = {}
    for group in _GROUPS.split():
        for character in group:
            partners.setdefault(character, set()).update(set(group) - {character})
    return {character: frozenset(others) for character, others in partners.items()}


_LOOKALIKES = _partners()
# ウイルス and ウィルス, コンピュータ and コンピューター are two spellings of one word.
_SPELLINGS = frozenset("ァィゥェォアイウエオヴー・")
_LONG, _VERY_LONG = 5, 7


def lookalikes(character: str) -> frozenset[str]:
    """Return the characters that one can be a misreading of."""
    return _LOOKALIKES.get(character, frozenset())


def is_likely_misreading(word: str, known: str) -> bool:
    """Say whether a word differs from a known one by one character that reading can have lost, added or mistaken."""
    edits = [(edit.tag, edit.src_pos, edit.dest_pos) for edit in Levenshtein.editops(word, known, score_hint=1)]
    if len(edits) != 1:
        return False
    kind, source, target = edits[0]
    printed, meant = word[source : source + 1], known[target : target + 1]
    if kind == "replace":
        is_spelling = {printed, meant} <= _SPELLINGS
        return not is_spelling and (meant in lookalikes(printed) or len(word) >= _VERY_LONG)
    changed = meant if kind == "insert" else printed
    return changed not in _SPELLINGS and min(len(word), len(known)) >= _LONG
