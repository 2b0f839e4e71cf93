"""The person who signs in, and where she is signed in. What she may do follows from memberships, never from here."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.models import Session
from django.db import models
from django.db.models.functions import Lower


class UserManager(BaseUserManager["User"]):
    """Makes users; e-mail addresses are stored in lower case."""

    def create_user(self, *, email: str, name: str, password: str | None = None) -> "User":
        """A user who can sign in with ``password``; without one she cannot until she sets it."""
        user = self.model(email=email.strip().lower(), name=name.strip())
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """Somebody with an account (Nutzerkonto): a name to be read by others and an e-mail address to sign in with."""

    email = models.EmailField(max_length=254)
    name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="accounts_user_email_once")]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    def natural_key(self) -> tuple[Any, ...]:
        return (self.email,)


class SignIn(models.Model):
    """One browser in which somebody is signed in (Anmeldung). Goes when the session goes; no address is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sign_ins")
    session = models.OneToOneField(Session, on_delete=models.CASCADE, related_name="sign_in")
    device = models.CharField(max_length=40)
    began_at = models.DateTimeField()

    class Meta:
        ordering = ["-began_at"]

    def __str__(self) -> str:
        return self.device
