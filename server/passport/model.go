// Package passport is the service passport: the published sheet of 27 fields
// that says what a state social service is, what it needs, in which steps it is
// given and within which period (domain, The service passport).
//
// It holds the model, the library that finds a service, the importer that reads
// passports as they are published, and the comparison of two versions. It is
// pure: bytes in, data out, the same for the same input.
package passport

import (
	"dost/server/i18n"
	"dost/server/queue"
)

// Passport is one version of one service's passport. Lists keep the order of
// the source. Wordings that a visitor or an agent reads are i18n.Text; facts
// that only managers read (units, laws, channels) stay as published.
type Passport struct {
	ID       string `json:"id"`                 // "NN-NN-NN-NN", field 2
	Version  int    `json:"version"`            // 1, 2, 3 …; 0 = not stored yet
	Language string `json:"language,omitempty"` // of the source: "az", "ru" or "en"; "" = az

	Name  i18n.Text `json:"name"`           // field 1
	Short i18n.Text `json:"short,omitzero"` // a few words for a card or a line; see Title

	Classification Classification    `json:"classification"` // field 3
	Direction      queue.DirectionID `json:"direction"`      // by the centre's table, see DefaultDirections

	Units      []string `json:"units"`       // field 4: the kinds of centre that give the service
	LegalBasis []string `json:"legal_basis"` // field 5: laws and decisions
	ApplyBy    []string `json:"apply_by"`    // field 6: in person, by representative, …
	Channels   []string `json:"channels"`    // field 7
	AnswerBy   []string `json:"answer_by"`   // field 8
	Grounds    []Ground `json:"grounds"`     // field 9
	Users      []string `json:"users"`       // field 10: who may apply
	Executors  []string `json:"executors"`   // field 11: bodies of the ministry that carry it out

	Total           Period `json:"total"`            // fields 12 and 13
	Front           Period `json:"front"`            // fields 14 and 15
	Back            Period `json:"back"`             // fields 16 and 17
	OperatorMinutes int    `json:"operator_minutes"` // field 18: the standard for one visit; 0 = not stated

	Fee           Fee        `json:"fee"`                      // field 19
	Places        []string   `json:"places"`                   // field 20
	Documents     []Document `json:"documents"`                // field 21
	DocumentForms []string   `json:"document_forms,omitempty"` // field 22 of the form: original, copy, …
	Steps         []Step     `json:"steps"`                    // the guide: field 22 or 23
	// when one passport holds several (source 003)
	Procedures  []Procedure `json:"procedures,omitempty"`
	Systems     []string    `json:"systems"`               // field 23 or 24
	Subsystems  []Subsystem `json:"subsystems"`            // field 24 or 25: parts of MEİS
	Electronic  Degree      `json:"electronic"`            // field 25 or 26
	Automated   Degree      `json:"automated"`             // field 26 or 27 of the web page
	Responsible string      `json:"responsible,omitempty"` // field 27 of the form: the post
	Doubts      []Doubt     `json:"doubts,omitempty"`      // what the source leaves open
}

// Ground is a reason for which the law lets the centre refuse (field 9).
type Ground struct {
	ID   string    `json:"id"` // kebab-case, stable within the passport
	Text i18n.Text `json:"text"`
}

// Unit is the unit of a period; a form's lost tick leaves it unknown.
type Unit string

// The units that a passport offers.
const (
	UnitUnknown Unit = ""
	Minute      Unit = "minute"
	Hour        Unit = "hour"
	Day         Unit = "day"
	Month       Unit = "month"
)

// Period is how long something may take. The passports do not say whether a day
// is a working day; the centre's calendar decides.
type Period struct {
	Number int  `json:"number"`
	Unit   Unit `json:"unit"`
}

// Fee is what the visitor pays.
type Fee struct {
	Paid bool      `json:"paid"`
	Note i18n.Text `json:"note,omitzero"` // the amount or where to pay, as published
}

// Document is one paper of the checklist (field 21).
type Document struct {
	ID    string    `json:"id"` // kebab-case, stable within the passport
	Name  i18n.Text `json:"name"`
	Short i18n.Text `json:"short,omitzero"` // for kiosk and checklist; see Label
	// Alternatives are the papers of which any one serves. Empty: the document
	// itself is the only one.
	Alternatives []Alternative `json:"alternatives,omitempty"`
	// Condition says for whom or when the document is needed. Zero: always.
	Condition i18n.Text `json:"condition,omitzero"`
	// FromSystem is true where the central system (MEİS) may supply the data,
	// and the paper is asked for only when it cannot (sources 001–003).
	FromSystem bool `json:"from_system"`
}

// Alternative is one of the papers that satisfy a Document.
type Alternative struct {
	ID   string    `json:"id"` // kebab-case, stable within the passport
	Name i18n.Text `json:"name"`
}

// StepKind says what happens in a step; the desk guides by it.
type StepKind string

// The kinds of step found in published guides.
const (
	StepTicket     StepKind = "take-ticket"      // the visitor takes a ticket of the direction
	StepDesk       StepKind = "desk"             // the visitor goes to the desk
	StepDocuments  StepKind = "documents"        // papers are handed over or checked
	StepLookUp     StepKind = "look-up"          // the agent asks a subsystem
	StepApply      StepKind = "application"      // the application is written
	StepHelp       StepKind = "help"             // agent or volunteer helps with a form
	StepAttach     StepKind = "attach"           // copies and answers are added to the application
	StepRegister   StepKind = "register"         // the application or the person is registered
	StepOffer      StepKind = "offer"            // suitable work, or another offer
	StepRefuse     StepKind = "refuse"           // a reasoned refusal
	StepBackOffice StepKind = "send-back-office" // the application goes to those who decide
	StepList       StepKind = "waiting-list"     // the person joins a waiting list
	StepPrint      StepKind = "print-copies"     // the confirmation, in two copies
	StepDecision   StepKind = "decision-by"      // the decision is known a working day before the end
	StepNotify     StepKind = "notify"           // the person is told
	StepOther      StepKind = "other"            // wording that fits no kind
)

// Step is one step of the guide, in order.
type Step struct {
	Number int        `json:"number"` // as in the source; parts of one step share it
	Kind   StepKind   `json:"kind"`
	Also   []StepKind `json:"also,omitempty"` // what else the same sentence asks for
	Text   i18n.Text  `json:"text"`
	// Condition limits the step to some visits. Zero: always.
	Condition i18n.Text `json:"condition,omitzero"`
	// Subsystem is the ID of the subsystem that the step works with, or
	// PortalESosial; "" = none.
	Subsystem string `json:"subsystem,omitempty"`
	// Procedure is the ID of the procedure that the step belongs to; "" = all.
	Procedure string `json:"procedure,omitempty"`
}

// Procedure is one of several services that share a passport.
type Procedure struct {
	ID   string    `json:"id"` // kebab-case, stable within the passport
	Name i18n.Text `json:"name"`
}

// PortalESosial is the ID under which a step names the e-sosial portal, which is
// a system beside MEİS and so in no list of subsystems.
const PortalESosial = "e-sosial"

// Subsystem is a part of MEİS that the service uses.
type Subsystem struct {
	ID   string `json:"id"`   // see KnownSubsystems; kebab-case of the name for others
	Name string `json:"name"` // as published
	// LookUp is true where a step has the agent ask it about the person.
	LookUp bool `json:"look_up"`
	// What says what the look-up must find out; zero without LookUp.
	What i18n.Text `json:"what,omitzero"`
}

// Degree is how far a service is electronic (field 25 or 26).
type Degree string

// The degrees that a passport offers.
const (
	DegreeUnknown    Degree = ""
	DegreeFull       Degree = "full"
	DegreePartial    Degree = "partial"
	DegreeNone       Degree = "none"       // not electronic yet
	DegreeImpossible Degree = "impossible" // cannot be made electronic
)

// Doubt is something that the source leaves open, and what was assumed.
type Doubt struct {
	Field int       `json:"field"` // the passport's field, 1–27
	Note  i18n.Text `json:"note"`
}

// LookUp is one question that the agent puts to a subsystem.
type LookUp struct {
	Subsystem string    // the subsystem's ID, or PortalESosial
	Name      string    // as published
	What      i18n.Text // what to find out
	Condition i18n.Text // zero = in every visit
	Procedure string    // "" = in every procedure
}

// Title is the name for cards and lines: Short, or Name where there is none.
func (p *Passport) Title() i18n.Text {
	if p.Short.Az != "" {
		return p.Short
	}
	return p.Name
}

// Label is the document's name for checklists: Short, or Name.
func (d *Document) Label() i18n.Text {
	if d.Short.Az != "" {
		return d.Short
	}
	return d.Name
}

// Is tells whether the step asks for an action of that kind, first or also.
func (s *Step) Is(kind StepKind) bool {
	if s.Kind == kind {
		return true
	}
	for _, k := range s.Also {
		if k == kind {
			return true
		}
	}
	return false
}

// Has tells whether any step of the guide is of that kind: whether the service
// has a waiting list, for example.
func (p *Passport) Has(kind StepKind) bool {
	for i := range p.Steps {
		if p.Steps[i].Is(kind) {
			return true
		}
	}
	return false
}

// LookUps lists the questions of the guide in its order, each subsystem once
// per procedure.
func (p *Passport) LookUps() []LookUp {
	var list []LookUp
	seen := map[[2]string]bool{}
	for i := range p.Steps {
		s := &p.Steps[i]
		key := [2]string{s.Subsystem, s.Procedure}
		if !s.Is(StepLookUp) || s.Subsystem == "" || seen[key] {
			continue
		}
		seen[key] = true
		l := LookUp{Subsystem: s.Subsystem, Name: s.Subsystem, What: s.Text,
			Condition: s.Condition, Procedure: s.Procedure}
		for _, sub := range p.Subsystems {
			if sub.ID != s.Subsystem {
				continue
			}
			l.Name = sub.Name
			if sub.What.Az != "" {
				l.What = sub.What
			}
		}
		list = append(list, l)
	}
	return list
}
