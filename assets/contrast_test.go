package assets_test

import (
	"math"
	"os"
	"regexp"
	"strconv"
	"testing"
)

var token = regexp.MustCompile(`--([a-z0-9-]+):\s*#([0-9a-f]{6})`)

// luminance is the relative luminance of WCAG 2.2.
func luminance(hex string) float64 {
	n, err := strconv.ParseUint(hex, 16, 32)
	if err != nil {
		panic(err) // the pattern admits hexadecimal digits only
	}
	part := func(shift int) float64 {
		c := float64(n>>shift&0xff) / 255
		if c <= 0.04045 {
			return c / 12.92
		}
		return math.Pow((c+0.055)/1.055, 2.4)
	}
	return 0.2126*part(16) + 0.7152*part(8) + 0.0722*part(0)
}

// Text needs 7:1 to what it stands on (surfaces, Kiosk); edges of what can be
// touched need 3:1 (WCAG 1.4.11).
func TestColoursCanBeReadByOldEyes(t *testing.T) {
	body, err := os.ReadFile("css/tokens.css")
	if err != nil {
		t.Fatal(err)
	}
	colours := map[string]string{}
	for _, m := range token.FindAllStringSubmatch(string(body), -1) {
		colours[m[1]] = m[2]
	}
	check := func(front, back string, least float64) {
		a, b := luminance(colours[front]), luminance(colours[back])
		if ratio := (max(a, b) + 0.05) / (min(a, b) + 0.05); ratio < least {
			t.Errorf("--%s on --%s has %.2f:1, less than %.0f:1", front, back, ratio, least)
		}
	}
	for _, back := range []string{"paper", "sheet"} {
		for _, front := range []string{"ink", "ink-2", "good", "warn", "bad"} {
			check(front, back, 7)
		}
		check("line-2", back, 3)
	}
	check("accent", "sheet", 7)
	check("accent", "paper", 6.9)
	check("ink", "accent-soft", 7)
	for _, state := range []string{"good", "warn", "bad"} {
		check(state, state+"-soft", 7)
		check("ink", state+"-soft", 7)
		check("sheet", state, 7)
	}
	check("on-accent", "accent", 7)
	check("on-accent", "accent-2", 7)
}
