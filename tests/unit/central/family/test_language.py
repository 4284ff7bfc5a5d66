"""Both languages are complete, compiled, and spoken; and pages run nothing but what we serve."""

from __future__ import annotations

import gettext
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation

from central.mail.models import Reason
from tests import seed
from tests.unit.central.family.conftest import text_of

CENTRAL = Path(settings.BASE)
CATALOG = CENTRAL / "locale" / "es" / "LC_MESSAGES"
MARKED = re.compile(r"""{%\s*translate\s+(?:"([^"]+)"|'([^']+)')""")
CALLED = re.compile(
    r"""\b(?:_|gettext|gettext_lazy|gettext_noop)\(\s*((?:"(?:[^"\\]|\\.)*"\s*)+)\)"""
)
PLACES = re.compile(r"%\(\w+\)s|{\w+}|</?strong>")


def entries() -> dict[str, list[str]]:
    """The catalogue's source: each English text with its Spanish forms."""
    found: dict[str, list[str]] = {}
    for block in (CATALOG / "django.po").read_text(encoding="utf-8").split("\n\n"):
        parts: dict[str, str] = {}
        key = ""
        for line in block.splitlines():
            head = re.match(r'(msgctxt|msgid|msgid_plural|msgstr(?:\[\d\])?) "', line)
            if head is not None:
                key = head[1]
                parts[key] = ""
            if key and '"' in line and not line.startswith("#"):
                parts[key] += line[line.index('"') + 1 : line.rindex('"')]
        english = parts.get("msgid", "")
        if english:
            forms = [text for name, text in parts.items() if name.startswith("msgstr")]
            context = f"{parts['msgctxt']}\x04" if "msgctxt" in parts else ""
            found[context + english] = forms
    return found


def test_every_text_has_its_spanish_with_the_same_places() -> None:
    for english, forms in entries().items():
        plain = english.partition("\x04")[2] or english
        for spanish in forms:
            assert spanish, english
            if "step" not in plain:  # said twice in Spanish
                assert sorted(set(PLACES.findall(spanish))) == sorted(set(PLACES.findall(plain))), (
                    english
                )


def test_the_compiled_catalogue_is_that_of_the_source() -> None:
    with (CATALOG / "django.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    said = {
        key if isinstance(key, str) else key[0]: text
        for key, text in vars(compiled)["_catalog"].items()
        if key and (isinstance(key, str) or key[1] == 0)
    }
    wanted = {_plain(english): _plain(forms[0]) for english, forms in entries().items()}
    assert said == wanted


def _plain(text: str) -> str:
    return text.replace('\\"', '"').replace("\\\\", "\\").replace("\\n", "\n")


def test_every_text_of_the_pages_is_in_the_catalogue() -> None:
    known = {_plain(english).rpartition("\x04")[2] for english in entries()}
    missing = set()
    for path in [*CENTRAL.rglob("templates/**/*.html"), *CENTRAL.rglob("templates/**/*.txt")]:
        for double, single in MARKED.findall(path.read_text(encoding="utf-8")):
            missing |= {double or single} - known
    for room in ("family", "payments", "console", "mail", "connections"):
        for path in (CENTRAL / room).rglob("*.py"):
            for literal in CALLED.findall(path.read_text(encoding="utf-8")):
                text = "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', literal)).replace('\\"', '"')
                missing |= {text} - known
    assert not missing


def test_reasons_are_told_in_both_languages() -> None:
    told = []
    for language in ("en", "es"):
        with translation.override(language):
            told.append([str(label) for label in Reason.labels])
    assert not set(told[0]) & set(told[1])


def test_the_pages_change_their_language_by_one_button(maria: Client) -> None:
    assert "Hello, Maria" in text_of(maria.get("/home/"))
    maria.post("/i18n/setlang/", {"language": "es", "next": "/home/"})
    page = maria.get("/home/")
    assert "Hola, Maria" in text_of(page)
    assert '<html lang="es">' in page.content.decode()


def pages(pair: SimpleNamespace) -> list[str]:
    seed.message(pair.connection, "Held", approve=False)
    sealed = seed.message(pair.connection, "For a price", direction="out", payment="cod")["id"]
    photo = seed.photo(pair.connection, approve=False)["id"]
    seed.reject(photo, "gang")
    here = f"/people/{pair.connection}/"
    return [
        "/how/",
        "/home/",
        "/find/?q=Daniel",
        f"/find/{pair.inmate}/",
        here,
        f"{here}write/",
        f"{here}photos/",
        f"{here}give/",
        f"{here}tie/",
        f"/photo/{photo}/",
        f"/message/{sealed}/",
        "/credits/",
        "/credits/buy/",
        "/account/",
        "/accounts/password/change/",
    ]


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_page_runs_only_what_we_serve(
    maria: Client, pair: SimpleNamespace, language: str
) -> None:
    maria.post("/i18n/setlang/", {"language": language})
    for path in pages(pair):
        answer = maria.get(path)
        assert answer.status_code == 200, path
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        page = answer.content.decode()
        assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?! src=)", page), path
        for form in re.findall(r'<form[^>]*method="post".*?</form>', page, re.S):
            assert "csrfmiddlewaretoken" in form, path
        for picture in re.findall(r"<img[^>]*>", page):
            assert "alt=" in picture, path
        for control in re.findall(r"<(?:input|textarea|select)[^>]*>", page):
            named = re.search(r'type="(hidden|radio|checkbox|file)"', control)
            label = re.search(r'id="([^"]+)"', control)
            assert named or (label and f'for="{label[1]}"' in page), (path, control)


def test_personal_pages_are_kept_in_no_cache(maria: Client) -> None:
    assert "no-store" in maria.get("/home/").headers["Cache-Control"]


@pytest.mark.logs("Forbidden")
def test_a_post_without_its_token_is_refused(pair: SimpleNamespace) -> None:
    from central.accounts.models import User

    client = Client(enforce_csrf_checks=True)
    client.force_login(
        User.objects.get(username="maria"), "django.contrib.auth.backends.ModelBackend"
    )
    assert client.post(f"/people/{pair.connection}/draft/", {"body": "x"}).status_code == 403
