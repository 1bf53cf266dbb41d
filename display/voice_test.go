package display_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

const bank = "../assets/voice"

// Every name that the grammar of speech.js can yield, for all numbers from 1 to
// 9999 in every language, as JSON.
const namesScript = `
import { readFileSync } from "node:fs";
const source = readFileSync(process.argv[1], "utf8");
const { announcement, languages } = await import("data:text/javascript;base64," + Buffer.from(source).toString("base64"));
const names = {};
for (const language of languages) {
  const all = new Set();
  const add = (number, desk) => announcement({ number, desk, language }).parts.forEach((p) => typeof p === "string" && all.add(p));
  for (let n = 1; n <= 9999; n++) add("A" + String(n).padStart(3, "0"), String((n % 99) + 1));
  for (const letter of "ABCDEFGHIJKLMNOPQRSTUVWXYZ") add(letter + "001", "1");
  names[language] = [...all];
}
console.log(JSON.stringify(names));
`

func TestEveryWordThatCanBeSpokenHasItsClip(t *testing.T) {
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("node is not installed: the clips were not compared with what can be spoken")
	}
	out, err := exec.Command(node, "--input-type=module", "-e", namesScript, "ui/speech.js").Output()
	if err != nil {
		t.Fatal(err)
	}
	names := map[string][]string{}
	if err := json.Unmarshal(out, &names); err != nil {
		t.Fatalf("%v in %s", err, out)
	}
	if len(names) != 3 || len(names["az"]) < 40 {
		t.Fatalf("the grammar yielded %d languages and %d Azerbaijani names", len(names), len(names["az"]))
	}
	for language, list := range names {
		for _, name := range list {
			clipIsWell(t, filepath.Join(bank, language, name+".opus"))
		}
	}
	clipIsWell(t, filepath.Join(bank, "chime.opus"))
}

// The table that the bank is made from has a clip for every entry, so that the
// screen's preloading finds all, and recordings by people lose none.
func TestTheBankIsWhatItsTableSays(t *testing.T) {
	body, err := os.ReadFile(filepath.Join(bank, "words.json"))
	if err != nil {
		t.Fatal(err)
	}
	var table map[string]struct {
		Clips map[string]json.RawMessage `json:"clips"`
	}
	if err := json.Unmarshal(body, &table); err != nil {
		t.Fatal(err)
	}
	for language, words := range table {
		var total int64
		for name := range words.Clips {
			total += clipIsWell(t, filepath.Join(bank, language, name+".opus"))
		}
		if total > 150_000 {
			t.Errorf("%s takes %d bytes, want at most 150,000", language, total)
		}
	}
}

// clipIsWell checks that the file is an Ogg stream and gives its size in bytes.
func clipIsWell(t *testing.T, path string) int64 {
	t.Helper()
	body, err := os.ReadFile(path)
	if err != nil {
		t.Error(err)
		return 0
	}
	if len(body) < 400 || string(body[:4]) != "OggS" {
		t.Errorf("%s is no clip: %d bytes", path, len(body))
	}
	return int64(len(body))
}
