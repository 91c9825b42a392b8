# `make` alone lists the targets.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.PHONY: help demo test build bench coverage picture weights migrations pages sql-reference format lint clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: ## the main job in two minutes: broker, PostgreSQL, shop, processor, scores by SQL (DURATION=60s KEEP=1 INPUT=events.jsonl)
	@scripts/prepare demo
	@scripts/build-release
	@.build/release/basketwatch demo \
		$(if $(DURATION),--duration '$(DURATION)$(if $(filter %0 %1 %2 %3 %4 %5 %6 %7 %8 %9,$(DURATION)),s)') $(if $(KEEP),--keep) $(if $(INPUT),--input '$(INPUT)')

test: ## build and run all tests; needs no server, starts its own
	@scripts/prepare test
	@scripts/test

build: ## the program, optimised: .build/release/basketwatch
	@scripts/prepare build
	@scripts/build-release

.PHONY: static install uninstall package
static: ## the program with Swift's libraries inside, for machines without them: .build/static/release/basketwatch
	@scripts/prepare build
	@scripts/build-release static

install: ## what `make static` made, with man page, completions, examples and systemd unit (PREFIX=/usr/local DESTDIR=)
	@scripts/install

uninstall: ## take away what `make install` put there (PREFIX=/usr/local DESTDIR=)
	@scripts/install --uninstall

package: static ## a Debian package of it: .build/basketwatch_*.deb
	@scripts/package

bench: ## measure, as ratios to a limit taken in the same run (EVENTS=6000000)
	@scripts/prepare demo
	@scripts/bench

.PHONY: fuzz
fuzz: ## look for inputs that break the event reader or the checkpoint reader (RUNS=10000000 SECONDS=60 READER=…)
	@scripts/prepare build
	@for reader in $(or $(READER),EventReader CheckpointReader); do \
		scripts/fuzz $$reader $(if $(RUNS),-runs='$(RUNS)') \
			$(if $(SECONDS),-max_total_time='$(SECONDS)',$(if $(RUNS),,-max_total_time=60)); done

.PHONY: build-time
build-time: ## how long a debug build takes from clean; fails above 90 s (LIMIT=90)
	@scripts/prepare build
	@scripts/build-time

.PHONY: chaos
chaos: ## kill, stop and cut off real brokers, PostgreSQL and processors; nothing may be lost (MINUTES=10 SEED=1 RATE=2000 ONLY=)
	@scripts/prepare test
	@MINUTES='$(MINUTES)' SEED='$(SEED)' RATE='$(RATE)' ONLY='$(ONLY)' scripts/chaos

.PHONY: sim
sim: ## the processors on simulated servers with faults, a run a seed (SEED=0 RUNS=20000 TRACE=1)
	@scripts/prepare build
	@scripts/build-release sim
	@.build/release/basketsim '$(or $(SEED),0)' '$(or $(RUNS),20000)' $(if $(TRACE),--trace)

coverage: ## how much of each target the tests run: a figure, and a page a file
	@scripts/prepare test
	@scripts/coverage

picture: build ## draw docs/demo.svg: what the demo shows on a terminal
	@TITLE='make demo' UNTIL='-- How does' scripts/picture docs/demo.svg 120 .build/release/basketwatch demo

weights: build ## fit the shipped starting weights anew on simulated shoppers
	@.build/release/basketwatch weights --output Sources/BasketRisk/ShippedWeights.swift

migrations: ## make the Swift copy of migrations/*.sql that the program carries
	@scripts/embed-migrations

pages: build ## make what follows from the declared settings: docs/settings.md, basketwatch.conf.example
	@.build/release/basketwatch settings --reference > .build/settings.md
	@.build/release/basketwatch settings --example > .build/basketwatch.conf.example
	@mv .build/settings.md docs/settings.md
	@mv .build/basketwatch.conf.example basketwatch.conf.example

sql-reference: ## write the views, columns and functions of the schema into docs/sql.md
	@BASKETWATCH_WRITE_SQL_REFERENCE=1 swift test --disable-xctest --filter SQLPageTests/reference

format: ## format all Swift
	@swift format -i -r Package.swift Sources Tests Benchmarks Fuzz

lint: ## what CI checks of the style
	@swift format lint --strict -r Package.swift Sources Tests Benchmarks Fuzz

clean: ## remove what was built and the demo's folder
	@rm -rf .build .demo
