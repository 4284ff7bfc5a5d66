"""Django's settings: everything that differs between installations comes from the environment."""

from __future__ import annotations

import os
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from central import database, logs, secret

BASE = Path(__file__).resolve().parent
CENTRAL_DATA = Path(os.environ.get("CENTRAL_DATA", str(BASE.parent / "var" / "central")))
CENTRAL_DATA.mkdir(mode=0o700, parents=True, exist_ok=True)  # people's mail lies in it
CENTRAL_PUBLIC_URL = os.environ.get("CENTRAL_PUBLIC_URL", "http://127.0.0.1:8000").rstrip("/")

SECRET_KEY = secret.read_or_make(CENTRAL_DATA)
DEBUG = False
ALLOWED_HOSTS = os.environ.get("CENTRAL_HOSTS", "127.0.0.1,localhost").split(",")
CSRF_TRUSTED_ORIGINS = [CENTRAL_PUBLIC_URL]

INSTALLED_APPS = [
    "central.family",  # before allauth: our templates come first
    "unfold",
    "unfold.contrib.filters",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "central.facilities",
    "central.accounts",
    "central.connections",
    "central.ledger",
    "central.feed",
    "central.mail",
    "central.visits",
    "central.tickets",
    "central.devices",
    "central.payments",
    "central.payments.processor",
    "central.backups",
    "central.console",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "central.devices.compression.JsonGzip",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "central.family.security.ContentPolicy",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "central.urls"
WSGI_APPLICATION = "central.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "central.family.context.pages",
            ]
        },
    }
]

DATABASES = {
    "default": database.configuration(
        os.environ.get("CENTRAL_DATABASE", str(CENTRAL_DATA / "central.db"))
    ),
    "processor": database.configuration(
        os.environ.get("CENTRAL_PROCESSOR_DATABASE", str(CENTRAL_DATA / "processor.db"))
    ),
}
DATABASE_ROUTERS = ["central.payments.processor.router.ProcessorRouter"]

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [  # memory-hard, for passwords and PINs alike
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*"]
ACCOUNT_FORMS = {
    "signup": "central.family.signup.SignUpForm",
    "login": "central.family.signup.SignInForm",
}
ACCOUNT_ADAPTER = "central.family.signup.Adapter"
ACCOUNT_EMAIL_VERIFICATION = "optional"  # by e-mail or text; until then a contact can do nothing
ACCOUNT_PREVENT_ENUMERATION = "strict"  # signing up tells no one who has an account
ACCOUNT_CONFIRM_EMAIL_ON_GET = True  # one touch on the link, also in a mail program's preview
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_EMAIL_CONFIRMATION_ANONYMOUS_REDIRECT_URL = "/accounts/login/"
LOGIN_REDIRECT_URL = "/"
LOGIN_URL = "/accounts/login/"

EMAIL_BACKEND = os.environ.get(
    "CENTRAL_EMAIL_BACKEND", "django.core.mail.backends.filebased.EmailBackend"
)
EMAIL_FILE_PATH = str(CENTRAL_DATA / "mail")
EMAIL_HOST = os.environ.get("CENTRAL_SMTP_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("CENTRAL_SMTP_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("CENTRAL_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("CENTRAL_SMTP_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("CENTRAL_SMTP_TLS", "") == "1"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("CENTRAL_MAIL_FROM", "no-reply@central.example")
TEXT_SENDER = os.environ.get("CENTRAL_TEXT_SENDER", "central.family.texting.FolderSender")
TEXT_FILE_PATH = str(CENTRAL_DATA / "texts")
CENTRAL_MAIL_DELIVERY = "thread"  # or "inline": who sends what lies in the mail outbox

MEDIA_ROOT = CENTRAL_DATA / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}
STATIC_URL = "static/"
STATIC_ROOT = CENTRAL_DATA / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # whitenoise warns of a missing one
WHITENOISE_USE_FINDERS = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024  # a batch of 50 long messages; files are apart
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("es", _("Spanish"))]
LOCALE_PATHS = [BASE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = os.environ.get("CENTRAL_TIME_ZONE", "UTC")  # for people; stored times are UTC

SECURE_CONTENT_TYPE_NOSNIFF = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CENTRAL_PUBLIC_URL.startswith("https://")
CSRF_COOKIE_SECURE = SESSION_COOKIE_SECURE
if SESSION_COOKIE_SECURE:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

PURCHASE_STEP = 500  # credits
PURCHASE_FEE = 150  # cents
GIFT_HOLD_HOURS = 24  # card-bought credits can be given away after this

PAYMENT_GATEWAY = os.environ.get(
    "CENTRAL_PAYMENT_GATEWAY", "central.payments.testgateway.TestGateway"
)
PAYMENT_SECRET = os.environ.get("CENTRAL_PAYMENT_SECRET", SECRET_KEY + "payments")
PROCESSOR_SENDER = "central.payments.processor.callbacks.send_in_background"
DEMO = os.environ.get("CENTRAL_DEMO", "") == "1"  # shows mails, texts and the bank as pages

UNFOLD = {
    "SITE_TITLE": "Mail room",
    "SITE_HEADER": "Mail room",
    "SITE_SYMBOL": "mark_email_read",
    "SITE_FAVICONS": [
        {"rel": "icon", "type": "image/svg+xml", "href": "central.console.menu.favicon"}
    ],
    "SHOW_HISTORY": False,
    "LOGIN": {"form": "central.console.signin.StaffSignIn"},
    "SHOW_BACK_BUTTON": True,
    "SIDEBAR": {"navigation": "central.console.menu.navigation", "show_all_applications": False},
    "STYLES": ["central.console.menu.style"],
    "SCRIPTS": ["central.console.menu.script"],
    "COLORS": {
        "primary": {
            "50": "#EFF7F6", "100": "#DAEBEA", "200": "#B4D8D8", "300": "#84BEC0",
            "400": "#3F9CA2", "500": "#0B7F87", "600": "#0B6B72", "700": "#08535A",
            "800": "#0A4E54", "900": "#083D42", "950": "#062B2E",
        },
    },
}  # fmt: skip

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LOGGING_CONFIG = None
logs.configure()
