"""What every way of running shares. Demo, production and test each add their own few lines."""

from pathlib import Path

from vorort.config import environment

SOURCE = Path(__file__).resolve().parents[2]

# --- What this installation is called (shown in the header and on every document) -------------------------------------
OPERATOR_NAME = environment.text("OPERATOR_NAME", "Beispielland")
OPERATOR_LOGO = environment.text("OPERATOR_LOGO")  # path below static files; empty: the name alone
OPERATOR_CONTACT = environment.text("OPERATOR_CONTACT")  # who helps, on error pages
SAMPLE_DOCUMENTS = False  # True: every PDF bears MUSTER
DEMO = False
PRODUCTION = False

# --- Applications, in the order of the layers -------------------------------------------------------------------------
INSTALLED_APPS = [
    "vorort.web",
    "vorort.funding",
    "vorort.steering",
    "vorort.network",
    "vorort.regions",
    "vorort.accounts",
    "vorort.core",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "django_tasks_db",
]

MIDDLEWARE = [
    "vorort.web.request_log.request_log",
    "django.middleware.security.SecurityMiddleware",
    "vorort.web.middleware.security_headers",
    "vorort.web.health.health_addresses",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "vorort.web.middleware.sign_in_limits",
    "vorort.web.middleware.acting_capacity",
    "vorort.web.middleware.refused_actions",
]

ROOT_URLCONF = "vorort.config.urls"
WSGI_APPLICATION = "vorort.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": sorted((SOURCE / "web").glob("*/templates")),
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "vorort.web.shell.context.shell",
            ],
            "builtins": ["vorort.web.shell.templatetags.shell"],
        },
    }
]
FORM_RENDERER = "vorort.web.shell.forms.KernRenderer"

# --- Database, cache, jobs --------------------------------------------------------------------------------------------
DATABASES = {"default": environment.database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "core_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # Django's 300 would forget who is locked out as soon as many try
    }
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# --- Sign-in ----------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
SILENCED_SYSTEM_CHECKS = [
    "auth.W004"
]  # e-mail addresses are unique regardless of case, by an expression W004 cannot see
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "vorort.accounts.passwords.BreachedPasswordValidator"},
    {"NAME": "vorort.accounts.passwords.OwnWordsValidator"},
    {"NAME": "vorort.network.passwords.OrganisationNamesValidator"},
]
SECOND_FACTOR_REQUIRED = True  # for the roles in vorort.network.enums.SECOND_FACTOR_ROLES
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "start"
ACCOUNT_ADAPTER = "vorort.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # nobody gets mail because a stranger typed her address
# allauth's own generator fills a second table of addresses, under which a former address would still open the account
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105
PASSWORD_RESET_TIMEOUT = 24 * 60 * 60
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
MFA_ADAPTER = "vorort.accounts.adapter.SecondFactorAdapter"
ACCOUNT_FORMS = {
    "reset_password": "vorort.accounts.forgotten.ForgottenPasswordForm",
    "user_token": "vorort.web.account.forms.ResetLinkForm",
}
MFA_FORMS = {
    "login_webauthn": "vorort.accounts.passkeys.SignInForm",
    "authenticate_webauthn": "vorort.accounts.passkeys.SecondStepForm",
    "reauthenticate_webauthn": "vorort.accounts.passkeys.ConfirmForm",
    "add_webauthn": "vorort.accounts.passkeys.AddForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "vorort"
MFA_TOTP_TOLERANCE = 1  # a code typed as it changes, and a clock that is half a minute off
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# --- Language, time, money --------------------------------------------------------------------------------------------
LANGUAGE_CODE = "de"  # also the official language: documents, the log and e-mails are German whatever a reader chose
LANGUAGES = [("de", "Deutsch"), ("en", "English")]
LOCALE_PATHS = [SOURCE / "locale"]
FORMAT_MODULE_PATH = "vorort.config.formats"  # amounts and days are typed and printed the German way in every language
LANGUAGE_COOKIE_AGE = 31_536_000
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
TIME_ZONE = "Europe/Berlin"
USE_TZ = True
USE_I18N = True

# --- Rules of the house: how long the authority means to take. No law sets them; pages say so. ------------------------
FORMAL_REVIEW_DAYS = environment.number("FORMAL_REVIEW_DAYS")
DECISION_MONTHS = environment.number("DECISION_MONTHS")

# --- Files ------------------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = environment.data_folder() / "static"
STATICFILES_DIRS = [SOURCE / "web" / "shell" / "static"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
SCANNER = environment.text("SCANNER")  # a socket that speaks as clamd does; empty: files are not scanned
GEOJSON_MOST_BYTES = 60 * 1024 * 1024  # longer files are not read

# --- Security ---------------------------------------------------------------------------------------------------------
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "vorort.web.errors.csrf_failure"

# --- Log: each line with the number of its request; what Django would write of a request, request_log has written -----
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"with_number": {"()": "vorort.core.logs.WithNumber"}},
    "formatters": {
        "plain": {"format": "%(asctime)s %(levelname)s %(name)s %(number)s %(message)s"},
        "lines": {"()": "vorort.core.logs.JsonLines"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["with_number"]}},
    "loggers": {"django": {"handlers": []}, "django.request": {"level": "CRITICAL"}},
    "root": {"handlers": ["console"], "level": "INFO"},
}

# --- E-mail: without a sender address messages stay in the inbox alone -----------------------------------------------
MAIL_FROM = environment.text("MAIL_FROM")
EMAIL_HOST = environment.text("MAIL_HOST")
EMAIL_PORT = environment.number("MAIL_PORT")
EMAIL_HOST_USER = environment.text("MAIL_USER")
EMAIL_HOST_PASSWORD = environment.text("MAIL_PASSWORD")
EMAIL_USE_TLS = environment.text("MAIL_SECURITY") == "starttls"
EMAIL_USE_SSL = environment.text("MAIL_SECURITY") == "tls"
EMAIL_TIMEOUT = 20
SITE_ADDRESS = environment.site("SITE_ADDRESS")
