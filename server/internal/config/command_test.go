package config

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

// parse reads a line as a shell would split it; a file and a folder stand ready.
func parse(t *testing.T, line string) (string, *Command, error) {
	t.Helper()
	dir := t.TempDir()
	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	line = strings.NewReplacer("FILE", file, "DIR", dir).Replace(line)
	return Parse(strings.Fields(line), kong.Exit(func(int) { t.Fatal("the parser ended the program") }))
}

// Every command line of the contract is understood, and main can bind it by name.
func TestTheContractsCommandLinesParse(t *testing.T) {
	for line, want := range map[string]string{
		"serve --data DIR --addr 127.0.0.1:0 --demo": "serve",

		"serve --data DIR --addr 0.0.0.0:443 --tls-cert FILE --tls-key FILE": "serve",

		"serve --data DIR --public-addr 0.0.0.0:81 --public-url https://n.example/": "serve",
		"passports import FILE FILE --data DIR":                                     "passports import",
		"passports show FILE --json":                                                "passports show",
		"verify CODE --key FILE":                                                    "verify",
		"backup --data DIR copy.db":                                                 "backup",
		"restore --data DIR FILE":                                                   "restore",
		"audit verify --data DIR":                                                   "audit verify",
		"calendar 2025 --json":                                                      "calendar",

		"simulate --data DIR --day 2020-03-16 --regime FILE --seeds 20 --visitors 640 --json": "simulate",

		"simulate --day 2026-03-02 --template march-2020":          "simulate",
		"staff add --data DIR leyla --role agent --name Leyla":     "staff add",
		"staff list --data DIR":                                    "staff list",
		"device add --data DIR --kind kiosk --name Entrance":       "device add",
		"staff add --data DIR leyla --role operator --name Leyla":  "staff add",
		"staff add --data DIR leyla --role volunteer --name Leyla": "staff add",
		"device add --data DIR --kind door --name Entrance":        "device add",
		"device add --data DIR --kind booking --name Portal":       "device add",

		"serve --data DIR --addr [::1]:8080 --demo --public-addr localhost:9 --log-level warn": "serve",
	} {
		name, _, err := parse(t, line)
		if err != nil {
			t.Errorf("%s: %v", line, err)
			continue
		}
		if name != want {
			t.Errorf("%s: named %q, want %q", line, name, want)
		}
		if !slices.Contains(Names(), name) {
			t.Errorf("%s: %q is not in Names: %q", line, name, Names())
		}
	}
}

// What cannot work, or would be unsafe, is refused before anything starts, with
// words that say what to do.
func TestWhatCannotWorkIsRefused(t *testing.T) {
	for line, want := range map[string]string{
		"serve": "--data",
		"serve --data DIR --demo --addr 0.0.0.0:8080":                 "loopback only",
		"serve --data DIR --demo --addr :8080":                        "loopback only",
		"serve --data DIR --demo --addr centre.example:8080":          "loopback only",
		"serve --data DIR --demo --public-addr 10.0.0.1:80":           "loopback only",
		"serve --data DIR --addr 127.0.0.1":                           "HOST:PORT",
		"serve --data DIR --addr 127.0.0.1:70000":                     "65535",
		"serve --data DIR --addr 127.0.0.1:http":                      "65535",
		"serve --data DIR --addr 0.0.0.0:80 --public-addr 0.0.0.0:80": "another address",
		"serve --data DIR --public-url http://n.example":              "https",
		"serve --data DIR --public-url https://n.example/path":        "without a path",
		"serve --data DIR --public-url n.example":                     "https://HOST",
		"serve --data DIR --tls-cert FILE":                            "go together",
		"serve --data DIR --drain 5m":                                 "1s to 1m",
		"serve --data DIR --drain soon":                               "duration",
		"serve --data DIR --device-rate=-1":                           "negative",
		"serve --data DIR --log-level loud":                           "--log-level",
		"calendar 1066":                                               "1991",
		"calendar next":                                               "year",
		"staff add --data DIR leyla --role boss --name L":             "--role",
		"staff add --data DIR leyla --role agent":                     "--name",

		"staff add --data DIR leyla --role agent --name L --password x": "--password",

		"device add --data DIR --kind toaster --name T": "--kind",
		"verify CODE":                   "--key",
		"restore FILE":                  "--data",
		"restore --data missing FILE":   "missing",
		"restore --data DIR missing.db": "missing.db",
		"simulate --day 16.03.2020":     "2006-01-02",
		"simulate --seeds 0":            "1 to 1000",
		"simulate --visitors 5001":      "5000",
		"simulate --regime missing":     "missing",
		"verify CODE --key missing.pem": "missing.pem",
		"frobnicate":                    "frobnicate",
	} {
		_, _, err := parse(t, line)
		if err == nil {
			t.Errorf("%s: accepted", line)
		} else if !strings.Contains(err.Error(), want) {
			t.Errorf("%s: says %q, which lacks %q", line, err, want)
		}
	}
}

// A variable stands in for a flag, and a flag wins over it.
func TestVariablesStandInForFlags(t *testing.T) {
	t.Setenv("DOST_ADDR", "127.0.0.1:9001")
	t.Setenv("DOST_CENTRE", "Bakı-2")
	_, c, err := parse(t, "serve --data DIR")
	if err != nil || c.Serve.Addr != "127.0.0.1:9001" || c.Serve.Centre != "Bakı-2" {
		t.Fatalf("from variables: %+v, %v", c, err)
	}
	_, c, err = parse(t, "serve --data DIR --addr 127.0.0.1:9002")
	if err != nil || c.Serve.Addr != "127.0.0.1:9002" {
		t.Fatalf("flag over variable: %+v, %v", c, err)
	}
	t.Setenv("DOST_DRAIN", "1h")
	if _, _, err = parse(t, "serve --data DIR"); err == nil {
		t.Error("a variable is not checked as its flag is")
	}
}

// Without a name the demo is "Demo", as the contract has it.
func TestTheDemoHasItsName(t *testing.T) {
	_, c, err := parse(t, "serve --data DIR --demo")
	if err != nil || c.Serve.Centre != "Demo" {
		t.Fatalf("%+v, %v", c, err)
	}
	_, c, err = parse(t, "serve --data DIR --demo --centre Abşeron")
	if err != nil || c.Serve.Centre != "Abşeron" {
		t.Fatalf("%+v, %v", c, err)
	}
}

// The help names every command, and says nothing of a password argument.
func TestHelpNamesEveryCommand(t *testing.T) {
	var out bytes.Buffer
	type ended struct{}
	func() {
		defer func() {
			if end := recover(); end != (ended{}) {
				t.Errorf("the help did not end the program: %v", end)
			}
		}()
		_, _, _ = Parse([]string{"--help"}, kong.Writers(&out, &out), kong.Exit(func(int) { panic(ended{}) }))
	}()
	for _, name := range Names() {
		if !strings.Contains(out.String(), name) {
			t.Errorf("the help lacks %q:\n%s", name, out.String())
		}
	}
}
