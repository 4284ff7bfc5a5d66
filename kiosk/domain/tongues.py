"""Which language a text is in, from its script and its most frequent words; a guess, never sure."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

# First words of Unicode's names of letters, and the language that most readers of each write.
_SCRIPTS = {
    "ARABIC": "ar", "HEBREW": "he", "CYRILLIC": "ru", "GREEK": "el", "ARMENIAN": "hy",
    "GEORGIAN": "ka", "THAI": "th", "DEVANAGARI": "hi", "BENGALI": "bn", "GUJARATI": "gu",
    "GURMUKHI": "pa", "TAMIL": "ta", "TELUGU": "te", "KANNADA": "kn", "MALAYALAM": "ml",
    "ETHIOPIC": "am", "HANGUL": "ko", "HIRAGANA": "ja", "KATAKANA": "ja", "CJK": "zh",
}  # fmt: skip
# Letters that only one language of a script has.
_LETTERS = {
    "fa": "پچژگ", "ur": "ٹڈڑںے", "uk": "іїєґ", "es": "ñ¿¡", "pt": "ãõ", "de": "ß",
    "vi": "ơưđăạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ",
}  # fmt: skip
_WORDS = {
    "en": "the and you to of is in that it for your was have with are this my be not we me do can "
    "will love hi hello dear mom dad please thank thanks on at so but what when how here i "
    "good morning see soon miss yes don't i'm it's",
    "es": "el la los las de que y en un una es por para con no se lo le te mi tu su me yo muy pero "
    "más como cuando está estoy eres hola gracias amor quiero mamá papá hijo hija querida querido "
    "todo todos bien aquí hoy mañana al del ya nos también te extraño buenos días sí qué besos",
    "fr": "le la les de des du et en un une est que qui pour avec pas je tu il elle nous vous mon "
    "ma mes ton ta bonjour merci amour maman dans sur au aux c'est j'ai très bien aussi",
    "pt": "o a os as de que e em um uma é por para com não se eu você meu minha muito mas como "
    "quando olá obrigado obrigada amor mãe pai filho estou está saudade também hoje",
    "de": "der die das und ich du ist nicht ein eine zu mit auf für wir mein dein sehr aber hallo "
    "danke liebe mama papa auch von dir mir",
    "it": "il lo la gli le di che e un una è per con non mi ti io sono mio mia molto ma come ciao "
    "grazie amore mamma papà anche oggi",
    "ht": "mwen ou li nou yo se nan ak pou ki sa pa te ap gen bonjou mèsi renmen cheri manman papa "
    "tout anpil kijan w m k",
    "vi": "và của là không có tôi em anh con mẹ ba yêu thương nhớ cho với được một những",
}
_KNOWN = {code: frozenset(words.split()) for code, words in _WORDS.items()}
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
MOST_READ = 2_000  # characters are enough to tell
LETTER_WEIGHT = 2


def language_of(text: str, otherwise: str) -> str:
    """A language's two letters; `otherwise` where the text does not tell."""
    text = unicodedata.normalize("NFC", text[:MOST_READ]).lower()
    script = _script(text)
    if script != "LATIN":
        return _of_script(text, script, otherwise)
    words = [word.replace("’", "'") for word in _WORD.findall(text)]
    votes: Counter[str] = Counter()
    for code, known in _KNOWN.items():
        votes[code] += sum(word in known for word in words)
    for code, letters in _LETTERS.items():
        if code in _KNOWN:
            votes[code] += LETTER_WEIGHT * sum(sign in letters for sign in text)
    most = max(votes.values())
    if not most or votes[otherwise] == most:
        return otherwise
    return next(code for code in _KNOWN if votes[code] == most)


def _script(text: str) -> str:
    found = Counter(unicodedata.name(sign, "").partition(" ")[0] for sign in text if sign.isalpha())
    if found["HIRAGANA"] + found["KATAKANA"]:  # Japanese, however much of it is Chinese signs
        return "HIRAGANA"
    return found.most_common(1)[0][0] if found else "LATIN"


def _of_script(text: str, script: str, otherwise: str) -> str:
    for code in ("fa", "ur") if script == "ARABIC" else ("uk",):
        if any(sign in _LETTERS[code] for sign in text):
            return code
    return _SCRIPTS.get(script, otherwise)
