"""Checks that both locks are pinned, hashed, free of addresses, of one mind, and what pyproject.toml asks for."""

from __future__ import annotations

import re
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PIN = re.compile(r"^(?P<name>[a-z0-9][a-z0-9._-]*)==(?P<version>[^\s\\;]+)(?P<marker> ; [^\\]+)? \\$")
HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}( \\)?$")


@dataclass(frozen=True)
class Pin:
    """One locked release and the hashes of all its files."""

    version: str
    hashes: frozenset[str]


def read_lock(text: str, name: str, problems: list[str]) -> dict[str, Pin]:
    """The pins of a lock by package name; every line that is neither pin, hash nor comment is a problem."""
    pins: dict[str, Pin] = {}
    current = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if pin := PIN.match(line):
            current = canonicalize_name(pin["name"])
            pins[current] = Pin(pin["version"], frozenset())
        elif current and HASH.match(line):
            pins[current] = Pin(pins[current].version, pins[current].hashes | {line.strip(" \\")})
        else:
            problems.append(f"{name}:{number}: 不是「包名==版本」加哈希：{line.strip()}")
    problems.extend(f"{name}: {package} 没有哈希" for package, pin in pins.items() if not pin.hashes)
    return pins


def unmet(requirements: list[str], pins: dict[str, Pin], name: str) -> list[str]:
    """The requirements of pyproject.toml that a lock does not meet."""
    problems = []
    for requirement in map(Requirement, requirements):
        pin = pins.get(canonicalize_name(requirement.name))
        if pin is None:
            problems.append(f"{name}: 缺少 {requirement}")
        elif not requirement.specifier.contains(pin.version, prereleases=True):
            problems.append(f"{name}: 锁定的是 {requirement.name} {pin.version}，pyproject.toml 要的是 {requirement}")
    return problems


def lock_problems(root: Path) -> list[str]:
    """Every reason why the locks under `root` should be made anew, in words."""
    problems: list[str] = []
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = project["build-system"]["requires"] + project["project"]["dependencies"]
    site_name, test_name = "requirements-site.lock", "requirements.lock"
    site = read_lock((root / site_name).read_text(encoding="utf-8"), site_name, problems)
    test = read_lock((root / test_name).read_text(encoding="utf-8"), test_name, problems)
    problems += unmet(wanted, site, site_name)
    problems += unmet(wanted + project["project"]["optional-dependencies"]["test"], test, test_name)
    differing = [package for package, pin in site.items() if test.get(package) != pin]
    problems += [f"{test_name}: {package} 与 {site_name} 不一致" for package in differing]
    return problems


def main() -> int:
    """Prints the problems of the project's locks; 1 when there are any."""
    problems = lock_problems(ROOT)
    if problems:
        print("\n".join(problems), "    改法：运行 make lock", sep="\n", file=sys.stderr)
    return bool(problems)


if __name__ == "__main__":
    sys.exit(main())
