# The commands of this project. `make` alone lists them.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

VENV ?= .venv
PYTHON ?= python3
PY := $(VENV)/bin/python
export VENV PYTHON
# Material's notice about MkDocs 2 is for its own readers; this project pins MkDocs 1.6.1.
export NO_MKDOCS_2_WARNING := 1

SITE_READY := $(VENV)/.site-ready
TEST_READY := $(VENV)/.test-ready

.PHONY: help ready site serve check test lint bench lock wheel clean

help: ## 列出这些命令 / list these commands
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1	\2/' | expand -t 16

$(SITE_READY): requirements-site.lock pyproject.toml scripts/prepare.sh
	@scripts/prepare.sh site
	@touch $@

$(TEST_READY): requirements.lock requirements-site.lock pyproject.toml scripts/prepare.sh
	@scripts/prepare.sh test
	@touch $@ $(SITE_READY) # what the tests need includes what a site needs

ready: $(SITE_READY) ## 只准备运行环境 / only install what is needed

site: $(SITE_READY) ## 生成网站 / build the site
	@$(PY) -m mkdocs build --strict || { $(VENV)/bin/portal check --settings; exit 1; }
	@printf '\n%s\n%s\n' \
	  '网站生成好了：site/index.html 。本机预览用 make serve；发布用 deploy/publish.sh 目标目录。' \
	  'The site is ready: site/index.html. Preview it with make serve; publish it with deploy/publish.sh TARGET.'

serve: $(SITE_READY) ## 在本机预览，边改边看 / preview while editing
	@$(PY) -m mkdocs serve || { $(VENV)/bin/portal check --settings; exit 1; }

check: $(SITE_READY) ## 检查全部内容 / check every record
	@$(VENV)/bin/portal check

test: $(TEST_READY) ## 跑全部检查和测试（含浏览器）/ run every check and test, the browser's included
	@$(MAKE) --no-print-directory lint
	@$(PY) scripts/run_tests.py

lint: $(TEST_READY) ## 检查代码 / check the code
	@$(PY) scripts/check_lock.py
	@$(PY) -m ruff check .
	@$(PY) -m mypy

bench: $(TEST_READY) ## 测速 / measure the speed
	@$(PY) -m benchmarks

# Hashes must be the public index's own, so no local setting of pip may have a say.
LOCK := env -u PIP_FIND_LINKS -u PIP_EXTRA_INDEX_URL -u PIP_INDEX_URL PIP_CONFIG_FILE=/dev/null CUSTOM_COMPILE_COMMAND='make lock' \
	$(PY) -m piptools compile --quiet --generate-hashes --allow-unsafe --strip-extras --build-deps-for editable \
	--no-emit-index-url --no-emit-trusted-host --no-emit-find-links $(LOCK_OPTIONS)

lock: $(TEST_READY) ## 重新锁定依赖；LOCK_OPTIONS=--upgrade 则升级 / lock the dependencies anew
	@$(PY) -m pip install --quiet 'pip-tools>=7.6,<8'
	@$(LOCK) --output-file requirements-site.lock pyproject.toml
	@$(LOCK) --extra test --constraint requirements-site.lock --output-file requirements.lock pyproject.toml
	@$(PY) scripts/check_lock.py

wheel: $(SITE_READY) ## 打成安装包 dist/*.whl，别的网站装上就能用 / build the wheel that other sites install
	@$(PY) -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .
	@rm -rf build
	@ls dist/*.whl

clean: ## 删除生成的东西（不动内容）/ remove what was made
	@rm -rf site build dist .cache test-output .mypy_cache .ruff_cache .pytest_cache .hypothesis plugins/*.egg-info
	@find . -name __pycache__ -not -path './$(VENV)/*' -prune -exec rm -rf {} +
