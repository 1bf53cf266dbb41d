package main

import (
	"context"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"testing"

	"dost/server/centre"
	"dost/server/internal/app"
	"dost/server/internal/config"
	"dost/server/internal/projection"
	"dost/server/queue"
)

// What follows a stopped centre's log is made anew from it, also where its file is gone;
// a working centre refuses.
func TestRebuildMakesAnewWhatFollowsTheLog(t *testing.T) {
	data := t.TempDir()
	a, err := app.Open(t.Context(), app.Options{DataDir: data, Demo: true})
	if err != nil {
		t.Fatal(err)
	}
	issue := centre.Envelope{Actor: "kiosk:K1", Key: "a",
		Command: queue.Issue{Direction: "benefits", Language: "az", Track: "t"}}
	if _, err := a.Do(context.Background(), issue); err != nil {
		t.Fatal(err)
	}
	if err := run(context.Background(), []string{"rebuild", "--data", data}); err == nil {
		t.Error("it was made anew under a working centre")
	}
	if err := a.Close(context.Background()); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(data, "projections.db")
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	if err := run(context.Background(), []string{"rebuild", "--data", data, "tickets",
		"outbox"}); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(file); err != nil || info.Size() == 0 {
		t.Errorf("nothing was made (%v)", err)
	}
	if err := run(context.Background(), []string{"rebuild", "--data", data, "riders"}); err == nil {
		t.Error("a follower that there is not was made anew")
	}
}

// The help of rebuild names every follower that there is.
func TestTheHelpOfRebuildNamesEveryFollower(t *testing.T) {
	field, ok := reflect.TypeFor[config.Rebuild]().FieldByName("Followers")
	if !ok {
		t.Fatal("the command takes no followers")
	}
	help := field.Tag.Get("help")
	for _, name := range projection.Names() {
		if !regexp.MustCompile(`\b` + name + `\b`).MatchString(help) {
			t.Errorf("%q does not name %s", help, name)
		}
	}
}
