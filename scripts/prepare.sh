#!/usr/bin/env bash
# Makes .venv ready: `scripts/prepare.sh site` for what a site needs, `scripts/prepare.sh test` for what the tests need too.
# Everything comes from a lock with hashes; Debian packages are installed by root only, anybody else is told what to ask for.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

purpose=${1:-site}
venv=${VENV:-.venv}
python=${PYTHON:-python3}
case "$purpose" in
  site) lock=requirements-site.lock ;;
  test) lock=requirements.lock ;;
  *) echo "用法：scripts/prepare.sh site|test" >&2; exit 2 ;;
esac

say() { printf '%s\n' "$*"; }
stop() { printf '%s\n' "$@" >&2; exit 1; }

# Installs Debian packages, or says which ones are missing and stops.
need_packages() {
  if [ "$(id -u)" -ne 0 ]; then
    stop "缺少系统软件包：$*" "    改法：请管理员运行  sudo apt-get install $*  ，然后重新运行刚才的命令。" \
      "Missing system packages: $*. Ask an administrator to install them, then try again."
  fi
  if ! command -v apt-get >/dev/null; then
    stop "缺少这些软件（以 Debian 的包名列出）：$*" "    改法：用本系统的软件包管理器装上，然后重新运行刚才的命令。" \
      "Missing software (Debian package names): $*. Install it with this system's package manager, then try again."
  fi
  say "正在安装系统软件包 / Installing system packages: $*"
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

# Finds a Python that is new enough; PYTHON=… chooses one by hand.
find_python() {
  local candidate
  for candidate in "$python" python3.13 python3.12 python3.11; do
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      python=$candidate
      return
    fi
  done
  stop "没有找到 Python 3.11 或更新的版本。" "    改法：装上 Python 3.11 以上的版本，再用 make PYTHON=/路径/python3 指明它。" \
    "Python 3.11 or newer is needed; name it with make PYTHON=/path/to/python3."
}

make_venv() {
  if "$venv/bin/python" -c 'import pip' 2>/dev/null; then
    return
  fi
  find_python
  if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    need_packages python3-venv
  fi
  say "正在建立 Python 环境 / Creating the Python environment: $venv"
  "$python" -m venv --clear "$venv"
}

# The lock's setuptools comes first, and nothing is built in an environment of its own: what builds is locked as well.
install_locked() {
  local pip=("$venv/bin/python" -m pip install --quiet --disable-pip-version-check)
  local build_lock
  build_lock=$(mktemp)
  awk '/^[^ #]/ { wanted = /^setuptools==/ } wanted' "$lock" >"$build_lock"
  say "正在安装 $lock 里锁定的软件 / Installing what $lock pins"
  "${pip[@]}" --require-hashes -r "$build_lock"
  rm -f "$build_lock"
  "${pip[@]}" --require-hashes --no-build-isolation --use-pep517 -r "$lock"
  # pip refuses directories in hash mode, so the project itself comes last and alone.
  "${pip[@]}" --no-deps --no-build-isolation --editable .
  # Where Python is told to keep no bytecode (as containers often do), every build would compile the whole program.
  "$venv/bin/python" -m compileall -q plugins
  # Templates and what checks records are made with it: else the first build does it, and that is a third of a small one.
  PYTHONDONTWRITEBYTECODE= "$venv/bin/python" -m cppcc_portal.mkdocs_plugins.compiling
}

# A browser, fonts to draw Chinese with, and the copying program that deploy/publish.sh uses.
need_test_software() {
  local missing=()
  command -v chromium >/dev/null || missing+=(chromium)
  command -v rsync >/dev/null || missing+=(rsync)
  command -v git >/dev/null || missing+=(git)
  if ! command -v fc-list >/dev/null; then
    missing+=(fontconfig fonts-noto-cjk)
  elif [ -z "$(fc-list 'Noto Sans CJK SC')" ]; then
    missing+=(fonts-noto-cjk)
  fi
  if [ "${#missing[@]}" -gt 0 ]; then
    need_packages "${missing[@]}"
  fi
  # A web server to ask deploy/nginx.conf of. Where a system would begin to run it at once, it is left to whoever wants it;
  # without it that one test is left out.
  if ! command -v nginx >/dev/null && [ ! -d /run/systemd/system ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends nginx >/dev/null 2>&1 || true
  fi
}

# The Nu HTML checker (MIT) for tests/browser/test_markup.py, where npm and Java are at hand; that test is left out elsewhere.
NU=vnu-jar-26.9.27
NU_SHA512=4e441de4315f39a582f5e6edbe8cd3b2b1f655aa1dde3620faface791133217c417b12f3f7ead2d8336d8e7efe44f5226618258b44a0860057e9125135e6b428
fetch_checker() {
  if [ -f "$venv/nu/$NU.jar" ] || ! command -v npm >/dev/null || ! command -v java >/dev/null; then
    return
  fi
  local folder
  folder=$(mktemp -d)
  say "正在取 HTML 检查程序 / Fetching the Nu HTML checker"
  if (cd "$folder" && npm pack --silent "${NU/-jar-/-jar@}" >/dev/null) &&
    echo "$NU_SHA512  $folder/$NU.tgz" | sha512sum --check --status; then
    tar -xzf "$folder/$NU.tgz" -C "$folder" package/build/dist/vnu.jar
    mkdir -p "$venv/nu"
    mv "$folder/package/build/dist/vnu.jar" "$venv/nu/$NU.jar"
  else
    say "没有取到，测试时不检查 HTML 语法 / Not fetched: the tests will leave the markup unchecked"
  fi
  rm -rf "$folder"
}

# The examples of the CommonMark specification for tests/sources/test_specification.py: they lie in the source distribution of
# the parser, whose digest is in the lock. Without them that test is left out.
fetch_examples() {
  if ls "$venv"/commonmark/markdown_it_py-*.tar.gz >/dev/null 2>&1; then
    return
  fi
  local folder
  folder=$(mktemp -d)
  awk '/^[^ #]/ { wanted = /^markdown-it-py==/ } wanted' "$lock" >"$folder/lock"
  say "正在取 CommonMark 规范的例子 / Fetching the examples of the CommonMark specification"
  if "$venv/bin/python" -m pip download --quiet --disable-pip-version-check --no-deps --no-binary :all: \
    --no-build-isolation --require-hashes --dest "$folder" -r "$folder/lock"; then
    mkdir -p "$venv/commonmark"
    mv "$folder"/markdown_it_py-*.tar.gz "$venv/commonmark/"
  else
    say "没有取到，测试时不比对规范 / Not fetched: the tests will leave the specification out"
  fi
  rm -rf "$folder"
}

if [ "$purpose" = test ]; then
  need_test_software
fi
make_venv
install_locked
if [ "$purpose" = test ]; then
  fetch_checker
  fetch_examples
fi
