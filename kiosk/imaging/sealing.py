"""Takes away, for good, what a process that decodes pictures does not need."""

from __future__ import annotations

import ctypes
import errno
import os
import resource
import sys
from collections.abc import Callable
from enum import IntFlag

MEMORY_LIMIT = 640 * 1024 * 1024  # bytes of address space; a 4096 x 4096 picture needs 200 MB
CPU_LIMIT = 300  # seconds in one child's life; the parent renews it before

PR_SET_DUMPABLE = 4
PR_SET_NO_NEW_PRIVS = 38
LANDLOCK_CREATE_RULESET = 444  # the same number on every architecture
LANDLOCK_RESTRICT_SELF = 446
LANDLOCK_VERSION_FLAG = 1

# Rights that each version of Landlock can take away (linux/landlock.h).
FILE_RIGHTS = {1: 0x1FFF, 2: 0x3FFF, 3: 0x7FFF, 4: 0x7FFF, 5: 0xFFFF}
NETWORK_RIGHTS = 0x3  # since version 4: bind and connect
SCOPES = 0x3  # since version 6: abstract sockets and signals

# Enough for the loop in decoder.py and for Python's own memory; nothing that names a file, a
# socket, a process or a device. PROT_EXEC is kept out of mmap and mprotect below.
SYSCALLS = (
    "read",
    "write",
    "close",
    "brk",
    "munmap",
    "mremap",
    "madvise",
    "futex",
    "rt_sigreturn",
    "rt_sigaction",
    "rt_sigprocmask",
    "sigaltstack",
    "restart_syscall",
    "sched_yield",
    "clock_gettime",
    "gettimeofday",
    "getrandom",
    "fstat",
    "exit",
    "exit_group",
)
PROT_EXEC = 4


class Seal(IntFlag):
    """What was taken away; the more, the better."""

    LIMITS = 1
    NO_NEW_PRIVILEGES = 2
    FILES = 4  # Landlock: no file can be opened
    SYSCALLS = 8  # seccomp: no socket, no process, no file
    ALL = 15


class _Ruleset(ctypes.Structure):
    _fields_ = [
        ("handled_access_fs", ctypes.c_uint64),
        ("handled_access_net", ctypes.c_uint64),
        ("scoped", ctypes.c_uint64),
    ]


def seal() -> Seal:
    """Close this process for good; returns what the kernel granted.

    Everything that decoding imports must be imported already.
    """
    if not sys.platform.startswith("linux"):
        return Seal(0)
    libc = ctypes.CDLL(None, use_errno=True)
    load_filter = _filter()  # it opens libseccomp, so before the files go
    _limit()
    done = Seal.LIMITS
    libc.prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
    if libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0:
        done |= Seal.NO_NEW_PRIVILEGES
    if _landlock(libc):
        done |= Seal.FILES
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))  # what is open stays usable
    if load_filter is not None:
        try:
            load_filter()
        except OSError:
            return done
        done |= Seal.SYSCALLS
    return done


def _limit() -> None:
    """Bound memory, processor time, written files and core dumps."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_LIMIT, CPU_LIMIT))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _landlock(libc: ctypes.CDLL) -> bool:
    """Restrict this process to an empty set of rules: no path may be opened at all."""
    version = libc.syscall(LANDLOCK_CREATE_RULESET, None, 0, LANDLOCK_VERSION_FLAG)
    if version < 1:
        return False
    rules = _Ruleset(
        handled_access_fs=FILE_RIGHTS.get(version, FILE_RIGHTS[5]),
        handled_access_net=NETWORK_RIGHTS if version >= 4 else 0,
        scoped=SCOPES if version >= 6 else 0,
    )
    # An older kernel knows a shorter structure and accepts a longer one whose rest is zero.
    size = ctypes.c_size_t(ctypes.sizeof(rules))
    ruleset = libc.syscall(LANDLOCK_CREATE_RULESET, ctypes.byref(rules), size, 0)
    if ruleset < 0:
        return False
    try:
        return bool(libc.syscall(LANDLOCK_RESTRICT_SELF, ruleset, 0) == 0)
    finally:
        os.close(ruleset)


def _filter() -> Callable[[], None] | None:
    """What loads the allow-list into the kernel; None where libseccomp is missing."""
    try:
        import pyseccomp
    except (ImportError, OSError, RuntimeError):
        return None
    allowed = pyseccomp.SyscallFilter(pyseccomp.ERRNO(errno.EPERM))
    for name in SYSCALLS:
        allowed.add_rule(pyseccomp.ALLOW, name)
    for name in ("mmap", "mprotect"):
        not_executable = pyseccomp.Arg(2, pyseccomp.MASKED_EQ, PROT_EXEC, 0)
        allowed.add_rule(pyseccomp.ALLOW, name, not_executable)
    load: Callable[[], None] = allowed.load
    return load
