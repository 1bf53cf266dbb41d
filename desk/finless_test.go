package desk

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"dost/assets"
	"dost/server/application"
)

// finless is an applicant without a FIN.
var finless = fields{"name": "Anna Yadelli",
	"document": fields{"kind": "foreign-passport", "number": "kn 7654-321"}}

// A person without a FIN is registered by another document, which stays with the
// person: it is found by its number in any spelling, and stands in no event.
func TestWhoHasNoFINIsRegisteredByAnotherDocument(t *testing.T) {
	h := newHarness(t)
	h.seat()
	in := request(h.served("ru"))
	in["documents"], in["applicant"] = []fields{{"id": firstDocument(t), "state": "have"}}, finless
	r := h.post("/api/desk/applications", in, http.StatusCreated)
	path := "/api/desk/applications/" + r.text("id")
	again := h.send("agent:agent1", http.MethodGet, path, nil)
	var v ApplicationView
	want := application.IdentityDocument{Kind: application.ForeignPassport, Number: "KN 7654-321"}
	if err := json.Unmarshal(again.body, &v); err != nil || v.Applicant == nil ||
		v.Applicant.Document != want || strings.Contains(string(again.body), `"fin"`) {
		t.Errorf("read again: %s, %v", again.body, err)
	}
	for _, query := range []string{"KN7654321", "kn 7654 321"} {
		found := h.send("agent:agent1", http.MethodPost, "/api/desk/search", fields{"q": query})
		if !strings.Contains(string(found.body), r.text("number")) {
			t.Errorf("%s finds %s", query, found.body)
		}
	}
	if pdf := h.send("agent:agent1", http.MethodGet, path+"/confirmation.pdf",
		nil); pdf.status != http.StatusOK {
		t.Errorf("the paper: %d", pdf.status)
	}
	written := h.Written()
	written["the answer"] = string(r.body)
	for place, text := range written {
		if strings.Contains(text, "7654") || strings.Contains(text, "Yadelli") {
			t.Errorf("%s names the applicant", place)
		}
	}
}

func TestTheDocumentIsRefusedByField(t *testing.T) {
	h := newHarness(t)
	h.seat()
	ticket := h.served("az")
	for name, test := range map[string]struct {
		applicant   fields
		note        string
		code, field string
	}{
		"neither": {applicant: fields{"name": "Anna Yadelli"}, code: "bad-person", field: "fin"},
		"both": {applicant: fields{"name": "Anna Yadelli", "fin": "5ABC12Z",
			"document": finless["document"]}, code: "bad-person", field: "document"},
		"unknown kind": {applicant: fields{"name": "Anna Yadelli",
			"document": fields{"kind": "library-card", "number": "7654321"}}, code: "bad-person",
			field: "document"},
		"a short number": {applicant: fields{"name": "Anna Yadelli",
			"document": fields{"kind": "birth-certificate", "number": "765"}}, code: "bad-person",
			field: "document"},
		"a note with it": {applicant: finless, note: "pasport KN7654321", code: "bad-application",
			field: "checks"},
	} {
		t.Run(name, func(t *testing.T) {
			in := request(ticket)
			in["documents"], in["applicant"] = []fields{{"id": firstDocument(t), "state": "have"}},
				test.applicant
			in["checks"] = []fields{{"subsystem": "tseras", "state": "found", "note": test.note}}
			r := h.post("/api/desk/applications", in, http.StatusBadRequest)
			if r.text("code") != test.code || r.text("field") != test.field ||
				strings.Contains(string(r.body), "765") {
				t.Errorf("%s, want %s of %q", r.body, test.code, test.field)
			}
		})
	}
}

// The form, the paper and the table of kinds know the same documents.
func TestEveryKindOfDocumentHasItsWords(t *testing.T) {
	form, err := UI.ReadFile("ui/applicant.js")
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range application.IdentityKinds() {
		if !strings.Contains(string(form), `"`+string(kind)+`"`) {
			t.Errorf("the form does not offer %s", kind)
		}
		for _, language := range []string{"az", "ru", "en"} {
			for _, key := range []string{"desk.identity.", "paper.identity."} {
				if !assets.Has(language, key+string(kind)) {
					t.Errorf("no %s%s in %s", key, kind, language)
				}
			}
		}
	}
}
