# Each target installs what it lacks, builds, and runs. The one prerequisite is a Swift 6.2+ toolchain.
SHELL := /bin/bash
PREFIX ?= /usr/local
# A debug build of the program is the quickest to make, and quick enough for a demo; installing and measuring use release.
DEBUG_BUILD := swift build --product spotter
# Executions of each fuzzing target.
RUNS ?= 10000000
RELEASE := -c release --static-swift-stdlib -Xlinker -s
.PHONY: help first-build-notice demo test conformance fuzz build install bench lint format clean

help:
	@echo 'make demo         a simulated world, live on your screen: no account, no network'
	@echo 'make test         all tests'
	@echo 'make conformance  the Autobahn testsuite, in the folder AUTOBAHN, against both ends of our WebSocket'
	@echo 'make fuzz         libFuzzer on each parser of the network, RUNS ($(RUNS)) inputs each'
	@echo 'make build        release build'
	@echo 'make install      release build into PREFIX ($(PREFIX))'
	@echo 'make bench        the budgets, measured beside other programs'
	@echo 'make lint         formatting rules; make format applies them'

first-build-notice:
	@[ -d .build ] || echo 'The first build compiles SwiftNIO and BoringSSL: about six minutes on two cores. Later ones take seconds.'

demo: first-build-notice
	@.ci/prepare
	@$(DEBUG_BUILD)
	@if [ -t 1 ]; then exec .build/debug/spotter demo; \
	else echo 'Standard output is no terminal, so here are JSON lines for 20 seconds instead of the dashboard.' >&2; \
	exec .build/debug/spotter demo --json --duration 20s; fi

test: first-build-notice
	@.ci/prepare tmux python3 python3-jsonschema
	# One at a time: tests of timeouts and of a real terminal must not starve each other on a small machine.
	swift test --no-parallel

conformance: first-build-notice
	@[ -n '$(AUTOBAHN)' ] || exec Tests/Conformance/run
	@.ci/prepare
	swift build --product spotter-conformance $(RELEASE)
	AUTOBAHN='$(AUTOBAHN)' Tests/Conformance/run .build/release/spotter-conformance

fuzz:
	@.ci/prepare
	SPOTTER_FUZZ=1 swift build --product spotter-fuzz -c release --sanitize fuzzer -Xcc -fno-sanitize=all \
		--scratch-path .build-fuzz
	Tests/Fuzz/run .build-fuzz/release/spotter-fuzz $(RUNS)

build: first-build-notice
	@.ci/prepare
	swift build --product spotter $(RELEASE)

install: build
	install -D -m 755 .build/release/spotter $(DESTDIR)$(PREFIX)/bin/spotter

bench: first-build-notice
	@.ci/prepare python3
	swift build --product spotter $(RELEASE)
	swift build --product spotter-bench $(RELEASE)
	.build/release/spotter-bench

lint:
	swift format lint --strict --recursive Sources Tests Package.swift

format:
	swift format --in-place --recursive Sources Tests Package.swift

clean:
	swift package clean
