#!/usr/bin/env bash
# 检查内容、生成网站、发布到目标位置。哪一步没有通过，目标位置都保持原样。
#
#   deploy/publish.sh /var/www/portal            发布到本机目录
#   deploy/publish.sh user@host:/var/www/portal  用 rsync 发布到另一台服务器
#
# 环境变量（都可以不设）：
#   PORTAL_CACHE=目录    生成前从这里取回缓存，生成后存回去；运行环境每次都是新的时候用。
#   PORTAL_IN_PLACE=1    不整体替换目录，只在目录里面更新；目录是挂载点或软件卷的时候用。
#   PORTAL_BIN=目录      用这里的 mkdocs，不准备 .venv。
set -euo pipefail
export NO_MKDOCS_2_WARNING=1
# Whoever publishes, the web server must be able to read.
umask 022

# The mark of a directory that this script may replace; no other directory is ever emptied.
mark=.cppcc-portal
new='' # the half-made release
target='' previous=''

say() { printf '%s\n' "$*"; }
stop() { printf '%s\n' "$@" >&2; exit 1; }

# Leaves nothing half-made behind, and puts the old release back if the swap was cut in two.
tidy() {
  if [ -n "$previous" ] && [ ! -e "$target" ] && [ -e "$previous" ]; then
    mv -T "$previous" "$target"
  fi
  if [ -n "$new" ]; then
    rm -rf "$new"
  fi
}
trap tidy EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

write_mark() {
  printf '%s\n' '本目录由 deploy/publish.sh 发布，每次发布都会整体更新，请不要在这里手工存放文件。' >"$1/$mark"
}

refuse_foreign() {
  stop "没有发布：$1 里已有别的文件，不是以前用本脚本发布的。" \
    "    改法：换一个空目录；如果确定那里的文件可以全部替换，先在那里建一个名为 $mark 的空文件。"
}

restore_cache() {
  if [ -n "${PORTAL_CACHE:-}" ] && [ -d "$PORTAL_CACHE" ]; then
    mkdir -p .cache
    cp -a "$PORTAL_CACHE/." .cache/
    say "取回了缓存：$PORTAL_CACHE"
  fi
}

keep_cache() {
  if [ -n "${PORTAL_CACHE:-}" ] && [ -d .cache ]; then
    mkdir -p "$PORTAL_CACHE.new"
    cp -a .cache/. "$PORTAL_CACHE.new/"
    rm -rf "$PORTAL_CACHE"
    mv -T "$PORTAL_CACHE.new" "$PORTAL_CACHE"
    say "存好了缓存：$PORTAL_CACHE"
  fi
}

# Two renames: readers see the whole old release or the whole new one.
swap_directory() {
  local parent name
  parent=$(dirname "$target")
  name=$(basename "$target")
  new=$(mktemp -d "$parent/.$name.new.XXXXXX")
  cp -a site/. "$new/"
  write_mark "$new"
  chmod -R u=rwX,go=rX "$new"
  if [ -e "$target" ]; then
    rm -rf "$parent/.$name.previous"
    previous=$parent/.$name.previous
    mv -T "$target" "$previous"
  fi
  mv -T "$new" "$target"
  new=''
  if [ -n "$previous" ]; then
    say "上一版留在 $previous ，需要撤回时把它改名换回来。"
  fi
}

# New files are moved into place at the end, old ones leave last: the nearest to a swap when the directory itself must stay.
copy_by_rsync() {
  command -v rsync >/dev/null || stop "没有发布：这种目标要用 rsync。" "    改法：请管理员安装 rsync，例如 apt-get install rsync。"
  new=$(mktemp -d)
  write_mark "$new"
  # Equal content counts as equal, whatever its date: a fresh checkout does not send everything again.
  rsync --recursive --links --checksum --delay-updates --delete-delay --chmod=Du=rwx,Dgo=rx,Fu=rw,Fgo=r site/ "$new/" "$1/"
}

publish_to_directory() {
  target=$(readlink -m "$target") # a web root that is a link stays a link
  if [ -e "$target" ] && [ ! -d "$target" ]; then
    stop "没有发布：$target 不是目录。"
  fi
  if [ -d "$target" ] && [ -n "$(ls -A "$target")" ] && [ ! -e "$target/$mark" ]; then
    refuse_foreign "$target"
  fi
  mkdir -p "$(dirname "$target")"
  if [ -z "${PORTAL_IN_PLACE:-}" ] && [ -w "$(dirname "$target")" ] && ! mountpoint -q "$target" 2>/dev/null; then
    swap_directory
  else
    mkdir -p "$target"
    copy_by_rsync "$target"
  fi
}

publish_to_host() {
  local listing status=0
  command -v rsync >/dev/null || stop "没有发布：发布到另一台服务器要用 rsync。" "    改法：请管理员安装 rsync，例如 apt-get install rsync。"
  listing=$(rsync --list-only "${target%/}/" 2>/dev/null) || status=$?
  # 23: the directory is not there yet, and rsync will make it.
  if [ "$status" -ne 0 ] && [ "$status" -ne 23 ]; then
    stop "没有发布：连接不上 $target（rsync 的代码是 $status）。" "    改法：检查服务器地址、账号密钥和网络，再试一次。"
  fi
  if grep -qv ' \.$' <<<"$listing" && [ -n "$listing" ] && ! grep -q " $mark\$" <<<"$listing"; then
    refuse_foreign "$target"
  fi
  copy_by_rsync "${target%/}"
}

if [ "$#" -ne 1 ] || [ -z "$1" ]; then
  stop "用法：deploy/publish.sh 目标目录 或 用户@服务器:目录"
fi
target=$1
case "$target" in
  /*) remote='' ;;
  *:*) remote=yes ;;
  *) remote='' target=$PWD/$target ;;
esac
PORTAL_CACHE=${PORTAL_CACHE:+$(readlink -m "$PORTAL_CACHE")}
PORTAL_BIN=${PORTAL_BIN:+$(readlink -m "$PORTAL_BIN")}
cd "$(dirname "${BASH_SOURCE[0]}")/.."

exec 9<deploy/publish.sh
flock --nonblock 9 || stop "没有发布：这里正在进行另一次发布，请等它结束。"

if [ -z "$PORTAL_BIN" ]; then
  make --no-print-directory ready
  PORTAL_BIN=$PWD/${VENV:-.venv}/bin
fi

say "第一步：检查内容，生成网站"
restore_cache
# What may go out is decided by this command everywhere: here, in the Makefile and in the workflow.
"$PORTAL_BIN/mkdocs" build --strict || stop "没有发布：网站没有生成（原因见上面），$target 保持原样。"
[ -s site/index.html ] || stop "没有发布：生成的网站没有首页 site/index.html，$target 保持原样。"
keep_cache

say "第二步：发布到 $target"
if [ -n "$remote" ]; then
  publish_to_host
else
  publish_to_directory
fi
say "发布好了：$target"
