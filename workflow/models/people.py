"""The people who work with the programme. A person is deactivated, never deleted: the log must stay readable."""
from __future__ import annotations

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models
from django.db.models import ProtectedError, QuerySet
from django.utils import timezone

from .units import Unit


class People(QuerySet["User"]):
    """No set of people is ever deleted."""

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refuse."""
        raise ProtectedError("Không xóa tài khoản; hãy ngừng hoạt động tài khoản.", set(self))


class UserManager(BaseUserManager.from_queryset(People)):  # type: ignore[misc]
    """Makes accounts; `create_superuser` is what Django's command calls."""

    use_in_migrations = False

    def create_user(self, username: str, full_name: str = "", password: str | None = None, **fields: Any) -> User:
        """An account; without a password nobody can log in to it."""
        user = self.model(username=username, full_name=full_name or username, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, username: str, full_name: str = "", password: str | None = None, **fields: Any) -> User:
        """An account that may do everything; for setting up, not for work."""
        return self.create_user(username, full_name, password, is_staff=True, is_superuser=True, **fields)

    def with_perm(self, permission: str) -> QuerySet[User]:
        """Active people who hold `workflow.<permission>`, by group or directly, superusers among them."""
        label, codename = permission.split(".")
        held = {"codename": codename, "content_type__app_label": label}
        holds = models.Q(is_superuser=True)
        for path in ("user_permissions", "groups__permissions"):
            holds |= models.Q(**{f"{path}__{field}": value for field, value in held.items()})
        return self.filter(holds, is_active=True).distinct()


class User(AbstractBaseUser, PermissionsMixin):
    """Tài khoản: one person, one full name (Vietnamese names are not split)."""

    username = models.CharField("tên đăng nhập", max_length=60, unique=True, validators=[UnicodeUsernameValidator()])
    full_name = models.CharField("họ và tên", max_length=120)
    title = models.CharField("chức vụ", max_length=120, blank=True, help_text="as it stands above a signature")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="people", verbose_name="đơn vị")
    email = models.EmailField("thư điện tử", blank=True)
    phone = models.CharField("điện thoại", max_length=20, blank=True)
    is_staff = models.BooleanField("được vào trang quản trị", default=False)
    is_active = models.BooleanField("đang hoạt động", default=True)
    date_joined = models.DateTimeField("ngày tạo", default=timezone.now, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        verbose_name = "tài khoản"
        verbose_name_plural = "tài khoản"
        ordering = ["full_name"]

    def __str__(self) -> str:
        return self.full_name

    def get_full_name(self) -> str:
        """Called by Django and its packages."""
        return self.full_name

    def get_short_name(self) -> str:
        """The given name, which is the last word."""
        return self.full_name.split()[-1]

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refuse: viewflow's tasks would go with their owner."""
        raise ProtectedError("Không xóa tài khoản; hãy ngừng hoạt động tài khoản.", {self})
