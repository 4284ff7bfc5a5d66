# Every command of the project. `make help` lists them.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV ?= .venv
PY := $(VENV)/bin/python
export LANG := C.UTF-8
export PYTHONDONTWRITEBYTECODE := 1

.PHONY: help demo demo-reset tour test check unit unit-postgres stories properties pictures pictures-sheets walk faults lockdown \
        coverage package package-test bench gallery translations openapi lock venv system-demo system-test format clean

help: ## list these commands
	@grep -hE '^[a-z%-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | awk -F'\t' '{printf "  make %-14s %s\n", $$1, $$2}'

demo: venv system-demo ## central, a demo facility and the app in a window (KIOSK=1: locked fullscreen)
	@$(PY) -m central.demo

demo-reset: venv ## forget the demo and start it afresh next time
	@$(PY) -m central.demo --reset

tour: venv system-test ## the whole main job without a person, in both languages, with screenshots in var/tour/
	@$(PY) -m tests.tour

test: venv system-test ## every test, in the order unit, unit-postgres, stories, faults, pictures, lockdown
	@$(MAKE) --no-print-directory unit unit-postgres stories faults pictures lockdown

unit: venv ## the unit tests
	@QT_QPA_PLATFORM=offscreen $(PY) -m pytest tests/unit -q -n 2

unit-postgres: venv system-test ## the unit tests of what central stores, on a PostgreSQL of their own
	@QT_QPA_PLATFORM=offscreen $(PY) -m tests.postgres $(PY) -m pytest -q -n 2 $(addprefix tests/unit/central/, \
	  ledger devices feed mail visits tickets facilities connections accounts payments backups test_ground.py family/test_signing_up.py)

stories: venv system-test ## one file a person's task: the real app against the real central over HTTP
	@QT_QPA_PLATFORM=offscreen $(PY) -m pytest tests/stories tests/walk/test_looking.py -q -n 2

COVERED_kiosk := vault sync mailbox session
COVERED_central := ledger devices mail feed visits tickets
coverage: venv ## the lines and branches of what keeps words and money that no unit test reaches: must be none
	@mkdir -p var && rm -f var/.coverage var/.coverage.*
	@$(MAKE) --no-print-directory -j 2 coverage-kiosk coverage-central
	@$(PY) -m coverage combine -q && $(PY) -m coverage report

coverage-%: venv
	@QT_QPA_PLATFORM=offscreen $(PY) -m coverage run --parallel-mode -m pytest -q -n 0 \
	  $(addprefix tests/unit/$*/, $(COVERED_$*))

properties: venv ## the properties alone, with cases never tried before (SEED= repeats a run)
	@seed=$${SEED:-$$RANDOM$$RANDOM}; echo "seed $$seed"; QT_QPA_PLATFORM=offscreen $(PY) -m pytest tests/unit \
	  -q -n 2 -m hypothesis --hypothesis-profile=explore --hypothesis-seed=$$seed

pictures: venv ## the screens against the approved pictures (ALL=1: every screen in every state and setting; SCREENS=)
	@$(if $(ALL),$(PY) -m tests.pictures.sheets --compare --keep $(SCREENS),\
	  QT_QPA_PLATFORM=offscreen $(PY) -m pytest tests/pictures -q)

pictures-sheets: venv ## draw docs/pictures/screens anew: a sheet a screen, to look at and commit (SCREENS=)
	@$(PY) -m tests.pictures.sheets --keep $(SCREENS)

walk: venv system-test ## to every screen with a finger, with keys and by names, in every appearance (WAY= for one of them)
	@$(PY) -m tests.walk

lockdown: venv system-test ## at a real window under Xvfb and openbox: escape attempts, and the main job in few touches
	@$(PY) -m pytest tests/lockdown tests/touches -q

bench: venv ## figures of the work itself on this machine: a search in 100,000 messages, a grid of 50,000 photos
	@$(PY) -m bench.search
	@QT_QPA_PLATFORM=offscreen $(PY) -m bench.photos

check: venv ## formatting, lint, types, import contracts, sizes, translations
	@$(VENV)/bin/ruff format --check kiosk central tests setup
	@$(VENV)/bin/ruff check kiosk central tests setup
	@$(VENV)/bin/mypy
	@$(VENV)/bin/lint-imports --no-cache
	@$(PY) setup/sizes.py

format: venv ## put the code in form
	@$(VENV)/bin/ruff format kiosk central tests setup
	@$(VENV)/bin/ruff check --fix kiosk central tests setup

faults: venv system-test ## a small share of every class of faults, from fixed seeds
	@QT_QPA_PLATFORM=offscreen $(PY) -m pytest tests/faults -q -n 2

faults-%: venv system-test ## one class of faults at length: kill power disk network answers rot model siege duel planted (SEED= MINUTES=)
	@QT_QPA_PLATFORM=offscreen $(PY) -m tests.faults.$*

package: venv ## build dist/kiosk, the binary that facilities install
	@setup/system.sh qt package
	@$(VENV)/bin/pyinstaller --noconfirm --distpath dist --workpath var/pyinstaller kiosk.spec

package-test: venv system-test ## drive the packaged binary from outside: sign in, look at a photo, reply collect
	@test -x dist/kiosk/kiosk || $(MAKE) --no-print-directory package
	@$(PY) -m pytest tests/package -q

gallery: venv ## write docs/design-system.md: every part of kiosk/ui, drawn from the code in three themes
	@$(PY) -m kiosk.ui.gallery

translations: venv ## collect the app's texts and compile them
	@$(PY) setup/translations.py

openapi: venv ## write docs/protocol/openapi.json from central
	@$(PY) -m central.manage export_openapi

lock: venv ## make the locks anew, with hashes and without index addresses
	@cd requirements && for set in dev app central; do \
	  extra=; [ $$set = dev ] || extra="--constraint dev.lock"; \
	  env -u PIP_FIND_LINKS ../$(PY) -m piptools compile -q --strip-extras --generate-hashes --no-emit-index-url \
	    --no-emit-trusted-host --no-emit-find-links --no-header --no-annotate --allow-unsafe $$extra \
	    -o $$set.lock $$set.in; done

venv:
	@PYTHON=$(PYTHON) VENV=$(VENV) setup/environment.sh

system-demo:
	@setup/system.sh qt

system-test:
	@setup/system.sh qt test

clean: ## remove what was built (not the demo's data)
	@rm -rf dist var/pyinstaller .mypy_cache .ruff_cache .pytest_cache .hypothesis
