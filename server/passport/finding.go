package passport

import (
	"fmt"
	"strings"

	"dost/server/problem"
)

// Level says how much a finding matters.
type Level string

// The levels.
const (
	// Note: something was put right that can hardly be meant otherwise.
	Note Level = "note"
	// Question: the source leaves it open; a person should look.
	Question Level = "doubt"
)

// Finding is one doubt or correction of an import, for the manager to judge.
type Finding struct {
	Field int          `json:"field"` // 1–27 in the form's numbering; 0 = the document as a whole
	Line  int          `json:"line"`  // 1-based line of the source (paragraph of a .docx); 0 = no place
	Level Level        `json:"level"`
	Code  problem.Code `json:"code"`
	// English, for the command line; surfaces translate Code and Detail
	Message string `json:"message"`
	Assumed string `json:"assumed,omitempty"` // what the passport now says; "" = it was left empty
	// what Facts say: DetailText, or a name that is its own within Code; "" = no more
	Detail string `json:"detail,omitempty"`
	Facts  Facts  `json:"facts,omitzero"`
}

// Facts are what a finding's detail speaks of, for surfaces to put into words.
type Facts struct {
	Text string `json:"text,omitempty"` // as the document has it
	N    int    `json:"n,omitempty"`
	Of   int    `json:"of,omitempty"` // to which N is held
	Sum  int    `json:"sum,omitempty"`
	Part Period `json:"part,omitzero"`
	Than Period `json:"than,omitzero"` // to which Part is held
}

// DetailText is the detail of a finding that Facts.Text says alone.
const DetailText = "text"

// tell adds what the finding is about, beside its message.
func (f *Finding) tell(detail string, facts Facts) { f.Detail, f.Facts = detail, facts }

// quote tells the finding's words in the document.
func (f *Finding) quote(words string) { f.tell(DetailText, Facts{Text: words}) }

// String writes the finding for the command line: "field 14, line 92: unit not
// marked; assumed minute".
func (f Finding) String() string {
	var b strings.Builder
	if f.Field > 0 {
		fmt.Fprintf(&b, "field %d, ", f.Field)
	}
	if f.Line > 0 {
		fmt.Fprintf(&b, "line %d, ", f.Line)
	}
	s := strings.TrimSuffix(b.String(), ", ")
	if s != "" {
		s += ": "
	}
	s += f.Message
	if f.Assumed != "" {
		s += "; assumed " + f.Assumed
	}
	return s
}

// The codes of findings; codes are only ever added.
const (
	FoundLookAlike       problem.Code = "look-alike-letters"  // letters of another alphabet within words
	FoundUnicode         problem.Code = "unicode-normalised"  // combining forms or invisible signs
	FoundNumberDot       problem.Code = "number-without-dot"  // "8 Heading"
	FoundNumberMissing   problem.Code = "number-missing"      // a heading without its number
	FoundNumberShifted   problem.Code = "number-shifted"      // a heading under another field's number
	FoundHeadingSplit    problem.Code = "heading-split"       // a heading over several lines
	FoundHeadingUnsure   problem.Code = "heading-unsure"      // recognised by little
	FoundHeadingUnknown  problem.Code = "heading-unknown"     // numbered like a field, but none of the 27
	FoundFieldMissing    problem.Code = "field-missing"       // no heading of the field
	FoundFieldEmpty      problem.Code = "field-empty"         // a heading with nothing below
	FoundFieldTwice      problem.Code = "field-twice"         // a second heading of the field
	FoundSecondPassport  problem.Code = "second-passport"     // another passport begins; it was not read
	FoundTitleDiffers    problem.Code = "title-differs"       // the page's title and field 1 disagree
	FoundIDForm          problem.Code = "id-form"             // written in another form
	FoundIDElsewhere     problem.Code = "id-elsewhere"        // taken from outside field 2
	FoundIDAmbiguous     problem.Code = "id-ambiguous"        // several IDs
	FoundClassUnmarked   problem.Code = "class-unmarked"      // several classifications, none marked
	FoundClassUnknown    problem.Code = "class-unknown"       // wording that is none of the 11
	FoundOptionsUnmarked problem.Code = "options-unmarked"    // a form's options without their ticks
	FoundUnitUnmarked    problem.Code = "unit-unmarked"       // units listed, none marked
	FoundNumberUnread    problem.Code = "number-unread"       // no figure where one belongs
	FoundNumberRange     problem.Code = "number-range"        // several figures where one belongs
	FoundFrontOverTotal  problem.Code = "front-exceeds-total" // front office longer than the whole
	FoundBackOverTotal   problem.Code = "back-exceeds-total"  // back office longer than the whole
	FoundPeriodSum       problem.Code = "periods-do-not-add"  // front and back are not the total
	FoundFeeUnmarked     problem.Code = "fee-unmarked"        // neither paid nor free, or both
	FoundDegreeUnmarked  problem.Code = "degree-unmarked"     // degrees listed, none marked
	FoundDegreeUnknown   problem.Code = "degree-unknown"      // wording that is no degree
	FoundNote            problem.Code = "note-kept-out"       // a remark between fields, not part of a list
	// that MEİS may supply documents is said elsewhere
	FoundFromSystem     problem.Code = "from-system"
	FoundDocumentOr     problem.Code = "document-or"       // "or" that may mean alternatives
	FoundStepUntyped    problem.Code = "step-untyped"      // a step of no known kind
	FoundStepNumbers    problem.Code = "step-numbers"      // a gap or repetition in the steps' numbers
	FoundSharedSteps    problem.Code = "steps-shared"      // opening steps taken for all procedures
	FoundSubsystemAdded problem.Code = "subsystem-added"   // named in a step, absent from the list
	FoundSubsystemNew   problem.Code = "subsystem-unknown" // a name that is none of the known subsystems
	FoundLookUpWhere    problem.Code = "look-up-where"     // a look-up that names no subsystem
	FoundTranslation    problem.Code = "not-translated"    // the source has one language only
	FoundTooMany        problem.Code = "too-many-findings" // the list was cut
)

// maxFindings bounds the list: a document with more is no passport to work with.
const maxFindings = 400

// Result is what Import made of a document.
type Result struct {
	Passport Passport  `json:"passport"`
	Findings []Finding `json:"findings"` // by line
	Format   string    `json:"format"`   // "txt", "md", "html", "docx"
	Form     bool      `json:"form"`     // the ministry's form with its options, not a web page
}

// findings collects; it keeps the first maxFindings.
type findings struct{ list []Finding }

func (fs *findings) add(level Level, code problem.Code, field, line int, assumed, format string,
	args ...any) *Finding {
	if len(fs.list) > maxFindings {
		return &Finding{} // is left out
	}
	last := len(fs.list) == maxFindings
	if last {
		// The last place says that there are more.
		level, code, field, assumed, format, args = Question, FoundTooMany, 0, "",
			"more findings than %d; the rest is left out", []any{maxFindings}
	}
	fs.list = append(fs.list, Finding{Field: field, Line: line, Level: level, Code: code,
		Message: fmt.Sprintf(format, args...), Assumed: assumed})
	if last {
		return &Finding{} // what is left out has nothing to add
	}
	return &fs.list[len(fs.list)-1]
}

func (fs *findings) note(code problem.Code, field, line int, assumed, format string, args ...any) *Finding {
	return fs.add(Note, code, field, line, assumed, format, args...)
}

func (fs *findings) doubt(code problem.Code, field, line int, assumed, format string, args ...any) *Finding {
	return fs.add(Question, code, field, line, assumed, format, args...)
}
