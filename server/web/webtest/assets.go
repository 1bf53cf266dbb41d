package webtest

import (
	"encoding/json"
	"io/fs"
	"sync"
	"testing"

	"dost/assets"
	"dost/server/passport"
)

// Passport is one of the passports that the program ships.
func Passport(t testing.TB, id string) *passport.Passport {
	t.Helper()
	body, err := fs.ReadFile(assets.Passports(), id+".json")
	if err != nil {
		t.Fatal(err)
	}
	var p passport.Passport
	if err := json.Unmarshal(body, &p); err != nil {
		t.Fatal(err)
	}
	return &p
}

// Library is all of them.
func Library(t testing.TB) *passport.Library {
	t.Helper()
	names, err := fs.Glob(assets.Passports(), "*.json")
	if err != nil {
		t.Fatal(err)
	}
	var list []passport.Passport
	for _, name := range names {
		list = append(list, *Passport(t, name[:len(name)-len(".json")]))
	}
	library, err := passport.NewLibrary(list)
	if err != nil {
		t.Fatal(err)
	}
	return library
}

var sites sync.Map // name of a surface → *assets.Site

// Site is the site with one surface's own files. They are gathered and compressed once
// for all tests of a package.
func Site(t testing.TB, name string, ui fs.FS) *assets.Site {
	t.Helper()
	if made, ok := sites.Load(name); ok {
		return made.(*assets.Site)
	}
	made, err := assets.New(map[string]fs.FS{name: ui})
	if err != nil {
		t.Fatal(err)
	}
	sites.Store(name, made)
	return made
}
