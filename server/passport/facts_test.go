package passport_test

import (
	"fmt"
	"strings"
	"testing"

	"dost/server/passport"
)

// What each fixture must say, written by hand from the fixture: a rewritten
// golden file cannot hide a wrong field from this table.
var facts = map[string]string{
	"web-plain.txt":          "02-03-04-00 disability 15 day/1 day/14 day 12 free 2 documents: ticket desk look-up:tseras application register notify | partial none",
	"web-shifted.txt":        "01-09-11-02 social-services 1 month/2 hour/1 month 15 free 3 documents: ticket desk look-up:pension register decision | full partial",
	"form-unmarked.txt":      "01-05-07-02 pensions-benefits 10 day/2 day/8 day 10 free 3 documents: ticket desk look-up:insurance register | - -",
	"form-ticked.txt":        "05-04-06-01 employment 7 day/30 minute/7 day 30 free 2 documents: ticket desk look-up:mas refuse register | partial -",
	"form-split.txt":         "01-05-09-00 pensions-benefits 5 day/1 day/4 day 10 free 3 documents: ticket desk look-up:insurance register | full -",
	"form-brief.txt":         "01-05-01-00 pensions-benefits 10 day/30 minute/10 day 10 free 3 documents: ticket desk look-up:pension look-up:insurance application register send-back-office notify | full partial",
	"form-one-line.txt":      "01-05-07-02 pensions-benefits 10 day/2 day/8 day 10 free 3 documents: ticket desk look-up:insurance register | partial -",
	"form-boxes.html":        "04-03-01-00 disability 30 day/0/0 20 free 2 documents: ticket desk look-up:tseras register help | - -",
	"bare-lines.txt":         "01-07-01-00 presidential-grant 15 day/16 day/10 day 19 free 2 documents: ticket desk documents register | impossible full",
	"faults.txt":             "01-05-04-01 pensions-benefits 3 day/1 month/0 day 60 free 2 documents: ticket desk look-up look-up:kadr other | - full",
	"faults-id.txt":          "02-03-04-00 disability 15 day/1 day/20 day 12 free 2 documents: ticket desk look-up:tseras application register notify | partial none",
	"faults-sum.txt":         "02-03-04-00 disability 15 day/3 day/14 day 12 free 2 documents: ticket desk look-up:tseras application register notify | partial none",
	"markdown-procedures.md": "05-04-08-00 employment 10 day/25 minute/10 day 25 free 2 documents: ticket desk documents other look-up:mas refuse waiting-list register application send-back-office | full -",
	"markdown-table.md":      "03-02-01-00 labour-relations 20 minute/20 minute/0 minute 20 paid 1 documents: ticket | full full",
	"web-page.html":          "01-06-01-00 targeted-aid 30 day/1 hour/30 day 15 free 2 documents: ticket desk look-up:vemtas application send-back-office | full partial",
	"english-page.html":      "01-05-03-00 pensions-benefits 10 day/15 minute/10 day 15 free 3 documents: ticket desk look-up:social-payments register print-copies decision | full partial",
	"english-plain.txt":      "05-04-02-00 employment 3 day/1 hour/3 day 20 free 2 documents: ticket desk look-up:mas refuse offer other | full none",
	"word-document.xml":      "04-11-01-00 adoption 20 day/2 day/18 day 25 free 3 documents: ticket desk look-up:adoption application register | partial -",
}

func TestFixturesSayWhatTheirTextSays(t *testing.T) {
	for _, name := range fixtures {
		p := importFixture(t, name).Passport
		same(t, name, summary(p), facts[name])
		if err := p.Validate(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if want := passport.DefaultDirections()[p.Classification]; p.Direction != want {
			t.Errorf("%s: direction %s, want %s", name, p.Direction, want)
		}
	}
}

func summary(p passport.Passport) string {
	var steps []string
	for _, s := range p.Steps {
		kind := strings.NewReplacer("take-", "", "-by", "").Replace(string(s.Kind))
		if s.Kind == passport.StepLookUp && s.Subsystem != "" {
			kind += ":" + s.Subsystem
		}
		steps = append(steps, kind)
	}
	fee, electronic, automated := "free", p.Electronic, p.Automated
	if p.Fee.Paid {
		fee = "paid"
	}
	if electronic == "" {
		electronic = "-"
	}
	if automated == "" {
		automated = "-"
	}
	return fmt.Sprintf("%s %s %s/%s/%s %d %s %d documents: %s | %s %s", p.ID, p.Classification, p.Total,
		p.Front, p.Back,
		p.OperatorMinutes, fee, len(p.Documents), strings.Join(steps, " "), electronic, automated)
}

// Each kind of doubt is planted in some fixture and found there; none is a
// promise on paper.
func TestEveryCodeOfFindingIsFoundSomewhere(t *testing.T) {
	seen := map[string]bool{}
	for _, name := range fixtures {
		for _, f := range importFixture(t, name).Findings {
			seen[string(f.Code)] = true
		}
	}
	for _, code := range []string{
		"look-alike-letters", "unicode-normalised", "number-without-dot", "number-missing", "number-shifted",
		"heading-split", "heading-unsure",
		"field-missing", "field-empty", "field-twice", "second-passport", "title-differs", "id-form",
		"class-unmarked", "class-unknown", "options-unmarked",
		"unit-unmarked", "number-unread", "number-range", "front-exceeds-total", "fee-unmarked",
		"degree-unmarked", "degree-unknown", "note-kept-out",
		"from-system", "document-or", "step-untyped", "step-numbers", "steps-shared", "subsystem-added",
		"subsystem-unknown", "look-up-where", "not-translated",
		"heading-unknown", "id-elsewhere", "id-ambiguous", "back-exceeds-total", "periods-do-not-add",
	} {
		if !seen[code] {
			t.Errorf("no fixture shows %s", code)
		}
	}
}
