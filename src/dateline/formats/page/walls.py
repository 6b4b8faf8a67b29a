"""Pages that stand where a story should: logins, pages that are not found, and demands for consent."""

from __future__ import annotations

import re

from dateline.formats.page.words import word_count

_NAMED = re.compile(
    r"\b(?:log ?in|sign ?in|access denied|captcha|are you a robot|page not found|404|forbidden|subscribe to read)\b",
    re.I,
)
_WHOLE = re.compile(
    r"\W*(?:log ind|logga in|logg inn?|anmelden|einloggen|(?:kunden)?login|anmeldung|connexion|se connecter|"
    r"identifiez-vous|inicia(?:r)? sesión|identifícate|acceder|iniciar sessão|entrar|fazer login|accedi|accesso|"
    r"inloggen|kirjaudu(?: sisään)?|zaloguj(?: się)?|logowanie|přihlášení|prihlásenie|bejelentkezés|belépés|"
    r"autentificare|prijava|вход|войти|авторизация|увійти|вхід|авторизація|σύνδεση|είσοδος|giriş(?: yap)?|oturum aç|"
    r"تسجيل الدخول|登录|登錄|登入|ログイン|로그인|masuk|đăng nhập|"
    r"zustimmung erforderlich|cookie consent)\W*(?:[|–—:·-]\s.{0,60})?",
    re.I,
)
_MISSING = re.compile(
    r"(?:page|seite|página|pagina|pàgina|strona|stránka|oldal|страница|сторінка|σελίδα|sayfa|الصفحة|页面|頁面|ページ|페이지|"
    r"siden|sidan|sivua|artikel|article|artículo|artigo|articolo).{0,25}(?:not found|nicht gefunden|existiert nicht|"
    r"introuvable|non trouvée|n['’]existe (?:pas|plus)|no encontrad[ao]|no existe|não encontrad[ao]|non trovat[ao]|"
    r"niet gevonden|nie (?:została |istnieje|znalezion)|nenalezena|neexistuje|nem található|не найдена|не існує|"
    r"не знайден|δεν βρέθηκε|bulunamadı|غير موجودة|不存在|未找到|見つかりません|찾을 수|ikke fundet|"
    r"finnes ikke|hittades inte|kunde inte hittas|ei löydy|ei löytynyt)",
    re.I,
)
_WE = re.compile(
    r"\b(?:we|our|wir|unsere?[nr]?|nous|nos|nosotros|nuestros?|nuestras|nós|nossos?|noi|nostri|wij|we|onze|vi|vores|våre|"
    r"våra|my|nasi|naszych?|мы|наши|ми|наші|εμείς)\b",
    re.I,
)
_CONSENT = re.compile(
    r"cookie|track|consen|partner|privacy|datenschutz|einwillig|zustimm|personenbezogen|personal data|gdpr|"
    r"données personnelles|datos personales|dados pessoais|dati personali|persoonsgegevens|personoplysninger|"
    r"personuppgifter|danych osobowych|ip-adress|ip address|purpose|zwecke|finalité|werbung|advertis"
)
_FEWEST, _MOST = 2, 300
"""Different words of consent in a line that asks for it; words of a page that does no more than ask."""


def is_login(headline: str) -> bool:
    """Whether a headline is that of a login or of a page that is not there."""
    return bool(_NAMED.search(headline) or _WHOLE.fullmatch(headline) or _MISSING.search(headline))


def asks_consent(text: str) -> bool:
    """Whether most of a short text is a site's demand for consent to what it does with its readers' data."""
    words = word_count(text)
    if not 0 < words <= _MOST:
        return False
    asking = [
        word_count(line)
        for line in text.split("\n")
        if _WE.search(line) and len(set(_CONSENT.findall(line.casefold()))) >= _FEWEST
    ]
    return 2 * sum(asking) > words
