"""Which words name a language: codes as projects spell them, and names."""

from __future__ import annotations

import re
from functools import cache

# ISO 639-1.
_TWO_LETTERS = frozenset(
    re.findall(
        "..",
        "aaabaeafakamanarasavayazbabebgbhbibmbnbobrbscacechcocrcscucvcydadedvdzeeeleneoeseteufafffi"
        "fjfofrfygagdglgngugvhahehihohrhthuhyhziaidieigiiikioisitiujajvkakgkikjkkklkmknkokrkskukvkw"
        "kylalblglilnloltlulvmgmhmimkmlmnmrmsmtmynanbndnengnlnnnonrnvnyocojomorospapiplpsptqurmrnro"
        "rurwsascsdsesgsiskslsmsnsosqsrssstsusvswtatetgthtitktltntotrtstttwtyugukuruzvevivowawoxhyi"
        "yozazhzu",
    )
)
# Those of three letters that CLDR has texts for, or that documentation is translated into. Nearly
# every word of three letters (api, old, sdk) is a code in ISO 639-3, so that says nothing.
_THREE_LETTERS = frozenset(
    """
    agq arz asa ast bal bas bem ber bew bez bgc bho bik blo brx byn cad cch ccp ceb cgg chr ckb csw
    cnr dav dje doi dsb dua dyo ebu ewo fil frp fur fuv gaa gan gez grc gsw guz hak haw hil hmn
    hne hnj hsb hsn ilo inh jam jbo jgo jmc kab kaj kam kcg kea kha khq kkj kln kmr kok kpe ksb
    ksf ksh kxv lag lij lkt lld lmo lrc ltg luo luy mai mas mer mfe mgh mgo mic mni moh mua mus mwl
    myv mzn nan nap naq nds nmg nnh nqo nso nus nyn osa pag pap pau pcm pis prg quc quy rhg rif
    rof rwk sah saq sat sbp scn sco seh ses shi shn sid skr sma smj smn sms ssy szl teo tig tok tpi
    trv trw tsg twq tyv tzm udm vai vec vmw vun wae wal war wbp wuu xnr xog yav yrl yue zgh zza
    """.split()  # noqa: SIM905
)
# What folders and files are called all the same: by countries, and by codes that ISO gave up.
_IN_USE = dict(
    zip(
        "cn cz dk gr hk iw jp kr sh tw ua vn".split(),  # noqa: SIM905
        "zh-cn cs da el zh-hk he ja ko sr zh-tw uk vi".split(),  # noqa: SIM905
        strict=True,
    )
)
_SUBTAGS = re.compile(
    r"(?:[-_](?:adlm|arab|beng|cans|cyrl|deva|guru|hans|hant|hebr|latn|mong|nkoo|olck|tfng|thaa))?"
    r"(?:[-_](?:[a-z]{2}|\d{3}|ch[st]))?(?:[-_](?:valencia|tarask|latin|cyrillic))?",
    re.IGNORECASE,
)
_NAMES: dict[str, str] = dict(
    re.findall(
        r"(\S+):(\S+)",
        """
        afrikaans:af albanian:sq amharic:am arabic:ar armenian:hy azerbaijani:az bahasa:id
        bahasa-indonesia:id basque:eu belarusian:be bengali:bn bosnian:bs brazilian:pt-BR
        brazilian-portuguese:pt-BR bulgarian:bg burmese:my catalan:ca chinese:zh
        chinese-simplified:zh-CN chinese-traditional:zh-TW croatian:hr czech:cs danish:da dutch:nl
        english:en esperanto:eo espanol:es estonian:et farsi:fa filipino:fil finnish:fi francais:fr
        french:fr galician:gl georgian:ka german:de deutsch:de greek:el gujarati:gu hausa:ha
        hebrew:he hindi:hi hungarian:hu icelandic:is igbo:ig indonesian:id irish:ga italian:it
        italiano:it japanese:ja javanese:jv kannada:kn kazakh:kk khmer:km korean:ko kurdish:ku
        kyrgyz:ky lao:lo latin:la latvian:lv lithuanian:lt macedonian:mk malay:ms malayalam:ml
        maltese:mt mandarin:zh marathi:mr mongolian:mn nepali:ne norwegian:no pashto:ps persian:fa
        polish:pl portugues:pt portuguese:pt portuguese-brazil:pt-BR punjabi:pa romanian:ro
        russian:ru serbian:sr simplified-chinese:zh-CN sinhala:si slovak:sk slovenian:sl somali:so
        spanish:es swahili:sw swedish:sv tagalog:tl tamil:ta telugu:te thai:th tibetan:bo
        traditional-chinese:zh-TW turkish:tr ukrainian:uk urdu:ur uyghur:ug uzbek:uz vietnamese:vi
        welsh:cy yoruba:yo zulu:zu
        català:ca čeština:cs español:es français:fr português:pt română:ro tiếng-việt:vi türkçe:tr
        ελληνικά:el русский:ru українська:uk עברית:he العربية:ar فارسی:fa हिन्दी:hi বাংলা:bn ไทย:th
        中文:zh 简体中文:zh-CN 繁體中文:zh-TW 日本語:ja 한국어:ko
        """,
    )
)


def is_two_letters(text: str) -> bool:
    """Say whether two small letters are a language's code in ISO 639-1."""
    return text in _TWO_LETTERS


def is_known(text: str) -> bool:
    """Say whether a word is a language's code: ``fr``, ``pt_br``, ``zh-Hans-CN``, ``cn``."""
    first = re.split("[-_]", text, maxsplit=1)[0]
    folded = first.lower()
    if folded not in _TWO_LETTERS and folded not in _THREE_LETTERS and folded not in _IN_USE:
        return False
    return _SUBTAGS.fullmatch(text, len(first)) is not None


@cache
def list_spellings(code: str) -> frozenset[str]:
    """Return how addresses and files may call a language, in lower case.

    That of ``zh-CN`` is called ``zh_cn``, ``zh`` and ``cn`` as well; no other country's is.
    """
    code = code.lower().replace("_", "-")
    tag = _IN_USE.get(code, code)
    used = (word for word, each in _IN_USE.items() if each in (tag, f"{tag}-{word}"))
    names = {code, tag, tag.partition("-")[0], *used} - {""}
    return frozenset(names | {name.replace("-", "_") for name in names})


def find_code(word: str) -> str | None:
    """Return the code of a language that ``word`` names, in English or itself; None for others."""
    return _NAMES.get(word.lower().replace("_", "-"))


def find_script(language: str) -> str | None:
    """Return the script (ISO 15924) that a language is most likely written in, as CLDR has it.

    None for what is no tag, or none that CLDR knows.
    """
    from langcodes import Language
    from langcodes.tag_parser import LanguageTagError

    try:
        return Language.get(language).maximize().script
    except LanguageTagError:
        return None
