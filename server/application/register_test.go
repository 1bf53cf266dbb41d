package application_test

import (
	"testing"

	"dost/server/application"
	"dost/server/problem"
	"dost/server/queue"
)

// Whoever sends the command, a desk or another program: the passport says what an
// application may hold, and nobody's name comes into the journal.
func TestThePassportHoldsForEveryWayToRegister(t *testing.T) {
	type register = application.Register
	simple := func(r *register) { // a service that asks nothing of anybody
		r.Passport.Documents, r.Passport.Subsystems = nil, nil
		r.Documents, r.Checks, r.Applicant = nil, nil, nil
	}
	for name, test := range map[string]struct {
		change func(*register)
		code   problem.Code // "" = it is taken
		field  string
	}{
		"as the passport has it": {func(*register) {}, "", ""},
		"an alternative paper": {func(r *register) { r.Documents[0].ID = "birth-certificate" }, "",
			""},
		"the document itself": {func(r *register) { r.Documents[0].ID = "identity" }, "", ""},
		"a paper of another service": {func(r *register) { r.Documents[0].ID = "diploma" },
			application.CodeBadApplication, "documents"},
		"the portal, which all ask": {func(r *register) { r.Checks[0].Subsystem = "e-sosial" }, "", ""},
		"a system of another service": {func(r *register) { r.Checks[0].Subsystem = "mars" },
			application.CodeBadApplication, "checks"},
		"its procedure": {func(r *register) { r.Procedure = "first-time" }, "", ""},
		"a procedure it does not have": {func(r *register) { r.Procedure = "again" },
			application.CodeBadApplication, "procedure"},
		"its ground": {func(r *register) {
			r.Outcome, r.Ground = queue.Refused,
				"no-legal-basis"
		}, "", ""},
		"its ground, as the reason": {func(r *register) {
			r.Outcome, r.Reason = queue.Refused,
				" no-legal-basis "
		}, "", ""},
		"a ground it does not name": {func(r *register) {
			r.Outcome, r.Ground = queue.Refused,
				"bad-weather"
		}, application.CodeBadApplication, "ground"},
		"a ground and no refusal": {func(r *register) { r.Reason = "no-legal-basis" },
			application.CodeBadApplication, "ground"},

		"nobody's name":         {func(r *register) { r.Applicant = nil }, application.CodeBadPerson, "name"},
		"nobody, nothing asked": {simple, "", ""},
		"nobody, yet a paper asked": {func(r *register) {
			simple(r)
			r.Passport.Documents = benefit().Documents
		}, application.CodeBadPerson, "name"},
		"nobody sent on": {func(r *register) { simple(r); r.Outcome = queue.SentOn },
			application.CodeBadPerson, "name"},
		"nobody refused": {func(r *register) { simple(r); r.Outcome, r.Reason = queue.Refused, "x" },
			application.CodeBadPerson, "name"},
		"nobody represented": {func(r *register) { simple(r); r.Representative = application.ByParent },
			application.CodeBadPerson, "representative"},
		"a FIN with an O": {func(r *register) { r.Applicant.FIN = "5ABC12O" },
			application.CodeBadPerson, "fin"},
		"a name as it was typed": {func(r *register) { r.Applicant.Name = "Şəfiqə  Nümunəli" },
			application.CodeBadPerson, "name"},
		"a parent": {func(r *register) {
			r.Representative, r.Applicant.Representative = application.ByParent, "Ayaz Nümunəli"
		}, "", ""},
		"a representative unnamed": {func(r *register) { r.Representative = application.ByParent },
			application.CodeBadPerson, "representative"},
		"a representative unasked": {func(r *register) { r.Applicant.Representative = "Ayaz Nümunəli" },
			application.CodeBadPerson, "representative"},

		"a reason that names": {func(r *register) {
			r.Outcome, r.Reason = queue.Refused,
				"şəfiqə nümunəli gəlmədi"
		}, application.CodeBadApplication, "reason"},
		"a note with the FIN": {func(r *register) { r.Checks[0].Note = "5abc12z tapıldı" },
			application.CodeBadApplication, "checks"},
		"a note about the matter": {func(r *register) { r.Checks[0].Note = "uçotda var" }, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			c := newCentre(t)
			r := request("agent1", c.serve("agent1", "1"))
			test.change(&r)
			if err := c.do(r); test.code != "" {
				refused(t, err, test.code, test.field)
			} else if err != nil {
				t.Fatal(err)
			}
		})
	}
}

func TestAGroundSentAsTheReasonIsTheGround(t *testing.T) {
	c := newCentre(t)
	r := request("agent1", c.serve("agent1", "1"))
	r.Service, r.ServiceVersion = "99-99-99-99", 7 // the passport is what counts
	r.Outcome, r.Reason = queue.Refused, "no-legal-basis"
	c.must(r)
	a := c.reception.Today(1)[0]
	if a.Ground != "no-legal-basis" || a.Reason != "" || a.Service != "05-02-01-03" || a.ServiceVersion != 1 {
		t.Errorf("registered as %+v", a.Details)
	}
}

// What is written about an application later must not name its applicant either.
func TestNoLaterNoteNamesTheApplicant(t *testing.T) {
	c := newCentre(t)
	id := c.enlist("", "")[0]
	person := &application.Person{Name: "Şəfiqə Nümunəli", FIN: "5ABC12Z"}
	const named = "Şəfiqə Nümunəli razıdır"
	refused(t, c.do(application.MakeOffer{List: treatment, What: named, Applicant: person}),
		application.CodeBadApplication, "what")
	c.must(application.MakeOffer{List: treatment, What: "Naftalan", Applicant: person})
	answer := application.AnswerOffer{Application: id, Accept: true, Note: named, Applicant: person}
	refused(t, c.do(answer), application.CodeBadApplication, "note")
	answer.Note = "razıdır"
	c.must(answer)
	advance := application.Advance{Application: id, Stage: application.StageClosed, Note: named,
		Applicant: person}
	refused(t, c.do(advance), application.CodeBadApplication, "note")
	advance.Applicant = nil // erased on schedule: there is no name left to betray
	c.must(advance)
}
