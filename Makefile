# make run    a demo centre on http://127.0.0.1:8080 (links and passwords are printed)
# make test   all tests that this machine can run; what it left out is said at the end
# make rig    power cuts, failing and full disks, frozen programs, cut wires (needs root; says what it left out)
# make check  format, vet, lint, types, the house's rules, complete translations
# make bench  speed, each figure beside its limit measured in the same run
# make build  bin/server

SHELL   := /bin/bash
LINT    := bin/golangci-lint
LINTVER := v2.15.0
PARTS   := assets/lib/.gathered
TOOLS   := assets/node_modules/.tools
JS      := assets/node_modules/.bin

.PHONY: run build test rig check bench clean

run: build
	bin/server serve --demo --data ./data --addr 127.0.0.1:8080

build: $(PARTS)
	go build -o bin/server ./server

# Other people's browser modules and icons: fetched by name and version from the
# lock file, copied to a folder that git ignores, embedded in the binary.
$(PARTS): assets/package.json assets/package-lock.json assets/gather.mjs assets/icons.json
	npm ci --prefix assets --omit=dev --no-fund --no-audit --loglevel=error
	node assets/gather.mjs
	@touch $@

# What only tests and checks use, from the same lock file: nothing of it is embedded.
$(TOOLS): $(PARTS)
	npm ci --prefix assets --no-fund --no-audit --loglevel=error
	@touch $@

test: $(TOOLS)
	node --test $$(git ls-files '*.test.mjs' 2>/dev/null || find assets display kiosk desk -name '*.test.mjs' -not -path '*/node_modules/*')
	go test -race -shuffle=on -timeout 25m ./...
	@server/servertest/left-out.sh

rig: $(PARTS)
	go test -tags rig -count=1 -v -timeout 3h ./server/servertest/rig

check: $(TOOLS) $(LINT)
	@test -z "$$(gofmt -l $$(git ls-files '*.go'))" || { echo "not formatted:"; gofmt -l $$(git ls-files '*.go'); exit 1; }
	go vet ./...
	go vet -tags rig ./server/servertest/...
	$(LINT) run ./...
	go mod tidy -diff
	$(JS)/prettier --check --log-level warn '**/*.{js,mjs,css}'
	$(JS)/eslint -c assets/eslint.config.mjs .
	$(JS)/tsc -p assets/tsconfig.json
	$(JS)/stylelint --config assets/stylelint.config.mjs '{assets/css,kiosk,display,desk}/**/*.css'
	go test -count=1 ./server ./assets

bench: $(PARTS)
	go test -run '^$$' -bench . -benchtime 1x -timeout 25m ./desk ./server/internal/hub ./server/servertest
	go test -run '^$$' -bench Day -benchtime 5x ./server/sim
	go test -run '^$$' -bench 'Issue|Call' -benchtime 1x ./server/queue
	go test -run '^$$' -bench 'Replay|Start' -benchtime 1x -timeout 30m ./server/internal/journal

$(LINT):
	GOBIN=$(CURDIR)/bin go install github.com/golangci/golangci-lint/v2/cmd/golangci-lint@$(LINTVER)

clean:
	rm -rf bin assets/lib/* assets/node_modules
