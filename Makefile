# Every target is one script; `make help` lists them.

SWIFT_SOURCES := Package.swift Services Shared Tests

.DEFAULT_GOAL := help
.PHONY: help demo test bench bench-full chaos up down audit install contracts fmt lint

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: ## Play the whole story on a fresh system of its own and print the report
	@compose/local/demo

test: ## Run every test, or those that match: make test FILTER=Postgres
	@compose/local/test $(if $(FILTER),--filter '$(FILTER)')

bench: ## Measure the order flow, or a part of it: make bench PART=flash
	@compose/local/bench $(addprefix --part ,$(PART))

bench-full: ## Measure it with more runs, and with a million orders there before
	@compose/local/bench --full

chaos: ## Pull the system apart under load and account for every order: make chaos ACT="kill-orders" SEED=7
	@compose/local/chaos $(addprefix --act ,$(ACT)) $(if $(SEED),--seed '$(SEED)')

up: ## Start the system and leave it running
	@compose/local/install
	@compose/local/up local

down: ## Stop what `make up` started
	@compose/local/down local

audit: ## Compare what the services of a running system told and heard: make audit NAME=demo FULL=1
	@compose/local/audit $(or $(NAME),local) $(if $(FULL),--full)

install: ## Install the system packages that are missing
	@compose/local/install

contracts: ## Write docs/contracts from the types that run; keep them for later ones: make contracts EDITION=2026-11-29
	@compose/local/build --product contracts
	@.build/debug/contracts $(if $(EDITION),--edition '$(EDITION)')

fmt: ## Lay out the Swift sources
	@swift format --in-place --recursive --parallel $(SWIFT_SOURCES)

lint: ## Check the layout of the Swift sources, the scripts and the containers
	@swift format lint --strict --recursive --parallel $(SWIFT_SOURCES)
	@compose/lint
