package desk

import (
	"strings"

	"dost/server/application"
	"dost/server/i18n"
	"dost/server/passport"
	"dost/server/queue"
)

// rowGap parts two rows, in millimetres: wider where one language leaves room.
func (s *sheet) rowGap() float64 {
	if s.second == "" {
		return 4.6
	}
	return 3
}

// rows are the blocks below the head: what was applied for, by whom, with which
// papers, at which desk; then the signatures and the code.
func (s *sheet) rows() []block {
	blocks := []block{s.serviceRow(), s.applicantRow(), s.outcomeRow()}
	blocks = append(blocks, s.documentRows()...)
	blocks = append(blocks, s.checkRows()...)
	ask := s.askRow()
	if s.Application.Outcome == queue.Refused {
		ask = s.appealRow()
	}
	return append(blocks, s.deskRow(), ask, s.foot())
}

// row begins a block with its label and the rule above it.
func (s *sheet) row(key string) block {
	var b block
	gap := s.rowGap()
	y := s.stack(&b, marginX, gap-0.6, labelWidth-4, s.az(key, nil), styleLabel)
	s.stack(&b, marginX, y-0.3, labelWidth-4, s.other(key, nil), styleSecond)
	b.marks = func(top float64) { s.line(marginX, marginX+width, top+gap/2-0.4, rule) }
	return b
}

// value adds a value, and beneath it the same in the visitor's language.
func (s *sheet) value(b *block, y float64, az, other string, st style) float64 {
	y = s.stack(b, valueX, y, valueWidth, az, st)
	return s.stack(b, valueX, y-0.2, valueWidth, other, styleSecond)
}

// end closes a row: the next one stands a rowGap below.
func (s *sheet) end(b block) block {
	b.height += s.rowGap() / 2
	return b
}

func (s *sheet) serviceRow() block {
	b := s.row("service")
	y := s.value(&b, s.rowGap()-1.2, s.Service.Name.Az, s.otherText(s.Service.Name), styleStrong)
	id := map[string]string{"id": s.Application.Service}
	y = s.stack(&b, valueX, y, valueWidth, s.az("service.id", id), styleLabel)
	for _, p := range s.Service.Procedures {
		if p.ID == s.Application.Procedure {
			s.value(&b, y, p.Name.Az, s.otherText(p.Name), styleText)
		}
	}
	return s.end(b)
}

func (s *sheet) applicantRow() block {
	b := s.row("applicant")
	if s.Applicant.Name == "" {
		s.value(&b, s.rowGap()-1.2, s.az("erased", nil), s.other("erased", nil), styleText)
		return s.end(b)
	}
	y := s.stack(&b, valueX, s.rowGap()-1.2, valueWidth, s.Applicant.Name, styleStrong)
	facts, other := s.known()
	if s.Applicant.Phone != "" {
		facts = join(" · ", facts, s.az("phone", map[string]string{"phone": phone(s.Applicant.Phone)}))
	}
	y = s.value(&b, y, facts, other, styleLabel)
	if s.Applicant.Representative != "" {
		key := "represented." + string(s.Application.Representative)
		who := map[string]string{"name": s.Applicant.Representative}
		s.value(&b, y+0.6, s.az(key, who), s.other(key, who), styleText)
	}
	return s.end(b)
}

// known is by what the applicant is known: the FIN, which is the same word in every
// language, or another document, whose kind the visitor reads in theirs as well.
func (s *sheet) known() (az, other string) {
	if s.Applicant.FIN != "" {
		return s.az("fin", map[string]string{"fin": s.Applicant.FIN}), ""
	}
	key, number := "identity."+string(s.Applicant.Document.Kind),
		map[string]string{"number": s.Applicant.Document.Number}
	return s.az(key, number), s.other(key, number)
}

// outcomeRow says what was decided at the desk, with the grounds of a refusal.
func (s *sheet) outcomeRow() block {
	b := s.row("outcome")
	key := "outcome." + string(s.Application.Outcome)
	y := s.value(&b, s.rowGap()-1.2, s.az(key, nil), s.other(key, nil), styleText)
	for _, g := range s.Service.Grounds {
		if g.ID == s.Application.Ground {
			y = s.value(&b, y+1, s.az("ground", map[string]string{"ground": g.Text.Az}), s.otherText(g.Text),
				styleText)
		}
	}
	if offer := s.Application.Offer; offer != "" {
		y = s.value(&b, y+0.5, s.az("offer."+string(offer), nil), s.other("offer."+string(offer), nil),
			styleText)
	}
	s.stack(&b, valueX, y+0.5, valueWidth, s.Application.Reason, styleText)
	return s.end(b)
}

// appealRow tells who was refused what can be done about it.
func (s *sheet) appealRow() block {
	b := s.row("appeal")
	s.value(&b, s.rowGap()-1.2, s.az("appeal.how", nil), s.other("appeal.how", nil), styleText)
	return s.end(b)
}

// stateWidth is the column in which a paper's or a look-up's state stands.
const stateWidth = 38.0

// documentRows are the papers of the checklist, those that do not apply left out.
func (s *sheet) documentRows() []block {
	var blocks []block
	for _, d := range s.Application.Documents {
		if d.State != application.NotApplicable {
			blocks = s.listed(blocks, "documents", documentName(s.Service, d.ID), "document."+string(d.State))
		}
	}
	return blocks
}

// checkRows are the look-ups done. Their notes are the centre's own and are not
// printed.
func (s *sheet) checkRows() []block {
	var blocks []block
	for _, check := range s.Application.Checks {
		blocks = s.listed(blocks, "checks", subsystemName(s.Service, check.Subsystem),
			"check."+string(check.State))
	}
	return blocks
}

// listed adds an item with its state to a list; the first bears the list's label.
func (s *sheet) listed(blocks []block, label string, name i18n.Text, state string) []block {
	var b block
	top := 0.0
	if len(blocks) == 0 {
		b, top = s.row(label), s.rowGap()-1.2
	}
	const nameWidth = valueWidth - stateWidth - 4
	const stateX = valueX + valueWidth - stateWidth
	y := s.stack(&b, valueX, top, nameWidth, name.Az, styleText)
	s.stack(&b, valueX, y-0.2, nameWidth, s.otherText(name), styleSecond)
	y = s.stack(&b, stateX, top+0.4, stateWidth, s.az(state, nil), styleLabel)
	s.stack(&b, stateX, y-0.2, stateWidth, s.other(state, nil), styleSecond)
	b.height += 1
	return append(blocks, b)
}

func (s *sheet) deskRow() block {
	b := s.row("agent")
	y := s.stack(&b, valueX, s.rowGap()-1.2, valueWidth, s.Agent, styleText)
	place := map[string]string{"desk": string(s.Application.Desk), "number": s.Application.Label}
	s.stack(&b, valueX, y, valueWidth, join(" · ", s.az("desk", place), s.other("desk", place)), styleLabel)
	return s.end(b)
}

func (s *sheet) askRow() block {
	b := s.row("ask")
	s.value(&b, s.rowGap()-1.2, s.az("ask.where", nil), s.other("ask.where", nil), styleText)
	return s.end(b)
}

// documentName finds a paper in the passport, or the alternative that was shown.
func documentName(p *passport.Passport, id string) i18n.Text {
	for i := range p.Documents {
		if p.Documents[i].ID == id {
			return p.Documents[i].Label()
		}
		for _, a := range p.Documents[i].Alternatives {
			if a.ID == id {
				return a.Name
			}
		}
	}
	return i18n.Text{Az: id}
}

func subsystemName(p *passport.Passport, id string) i18n.Text {
	for _, sub := range p.Subsystems {
		if sub.ID == id {
			return i18n.Text{Az: sub.Name}
		}
	}
	return i18n.Text{Az: id}
}

// join leaves out what is empty.
func join(between string, parts ...string) string {
	var list []string
	for _, p := range parts {
		if p != "" {
			list = append(list, p)
		}
	}
	return strings.Join(list, between)
}
