"""Takes from the current process what a query has no business with: the network, other programs, endless memory.

A seccomp filter refuses the system calls that open sockets or start programs; Linux on x86-64 and arm64 only.
Elsewhere the query check in front (`querycheck.py`) is the only fence, and `confine` says so by returning False.
"""

import ctypes
import errno
import platform
import resource
import signal
import struct
import sys

# linux/prctl.h and linux/seccomp.h
PR_SET_PDEATHSIG, PR_SET_SECCOMP, PR_SET_NO_NEW_PRIVS = 1, 22, 38
SECCOMP_MODE_FILTER = 2
SECCOMP_RET_ALLOW, SECCOMP_RET_ERRNO = 0x7FFF0000, 0x00050000
# linux/bpf_common.h: load a word at an absolute offset, jump if equal / greater or equal, return.
BPF_LD_W_ABS, BPF_JEQ, BPF_JGE, BPF_RET = 0x20, 0x15, 0x35, 0x06
X32_SYSCALLS = 0x40000000
# AUDIT_ARCH_… and the numbers of socket, socketpair, execve, execveat, io_uring_setup (asm/unistd.h).
REFUSED_CALLS = {
    "x86_64": (0xC000003E, (41, 53, 59, 322, 425)),
    "aarch64": (0xC00000B7, (198, 199, 221, 281, 425)),
}


class _FilterProgram(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def _filter(arch: int, refused: tuple[int, ...]) -> bytes:
    """The BPF program: another architecture or a refused call gets EPERM, everything else passes."""

    def step(code: int, yes: int, no: int, value: int) -> bytes:
        return struct.pack("=HBBI", code, yes, no, value)

    count = len(refused)
    jumps = [step(BPF_JEQ, count - i, 0, number) for i, number in enumerate(refused)]
    return b"".join(
        [
            step(BPF_LD_W_ABS, 0, 0, 4),  # seccomp_data.arch
            step(BPF_JEQ, 0, count + 3, arch),
            step(BPF_LD_W_ABS, 0, 0, 0),  # seccomp_data.nr
            step(BPF_JGE, count + 1, 0, X32_SYSCALLS),
            *jumps,
            step(BPF_RET, 0, 0, SECCOMP_RET_ALLOW),
            step(BPF_RET, 0, 0, SECCOMP_RET_ERRNO | errno.EPERM),
        ]
    )


def die_with_parent() -> None:
    """Have the kernel kill this process when the one that started it ends, however it ends (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def confine(memory_bytes: int) -> bool:
    """Limit this process for good; True when the system call filter is in place.

    Address space is capped at `memory_bytes` and core dumps are off. RLIMIT_NOFILE stays: RocksDB opens its files
    lazily.
    """
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform != "linux" or platform.machine() not in REFUSED_CALLS:
        return False
    code = _filter(*REFUSED_CALLS[platform.machine()])
    buffer = ctypes.create_string_buffer(code, len(code))
    program = _FilterProgram(len(code) // 8, ctypes.cast(buffer, ctypes.c_void_p))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return False
    return bool(libc.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.byref(program), 0, 0) == 0)
