package main

import (
	"go/ast"
	"slices"
	"testing"
)

// openers are the functions of the rooms that know where a journal lies, that open a
// file by themselves, and why that cannot be one that SQLite has open: to close such a
// file drops every lock that SQLite holds on it, for the whole process, and the next
// program that looks at the journal deletes its log (promises 18).
var openers = map[string]string{
	"server/internal/journal.acquire":    "the lock file, which SQLite does not know",
	"server/internal/journal.copyInto":   "a new file, before SQLite has it",
	"server/internal/journal.settleFile": "a finished copy, which SQLite has closed",
	"server/internal/journal.syncFolder": "a folder",
	"server/internal/journal.pagesByLog": "a log, on which SQLite holds no lock, before a journal is opened",
}

func TestOnlySQLiteOpensTheJournal(t *testing.T) {
	rooms := []string{"server", "server/internal/app", "server/internal/folder", "server/internal/journal"}
	// files that the operator names: passports, keys, regimes
	outside := []string{"server.readPassport", "server.verify", "server.drafts"}
	opening := map[string][]string{
		"os": {"Open", "OpenFile", "OpenInRoot", "OpenRoot", "Create", "ReadFile", "WriteFile",
			"Truncate", "CopyFS", "DirFS"},
		"syscall": {"Open", "Openat", "Creat", "Truncate"},
	}
	found := map[string]bool{}
	for _, s := range sources(t) {
		if s.test || !slices.Contains(rooms, s.pkg()) {
			continue
		}
		for _, d := range s.file.Decls {
			function, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			ast.Inspect(function, func(n ast.Node) bool {
				call, ok := n.(*ast.SelectorExpr)
				if !ok {
					return true
				}
				from, ok := call.X.(*ast.Ident)
				if !ok || !slices.Contains(opening[from.Name], call.Sel.Name) {
					return true
				}
				name := s.pkg() + "." + function.Name.Name
				found[name] = true
				if openers[name] == "" && !slices.Contains(outside, name) {
					t.Errorf("%s: %s uses %s.%s: can SQLite have that file open? Give it a line in the table",
						s.path, function.Name.Name, from.Name, call.Sel.Name)
				}
				return true
			})
		}
	}
	for name := range openers {
		if !found[name] {
			t.Errorf("the table has a line for %s, which opens nothing", name)
		}
	}
	for _, name := range outside {
		if !found[name] {
			t.Errorf("the list names %s, which opens nothing", name)
		}
	}
}
