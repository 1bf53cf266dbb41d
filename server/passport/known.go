package passport

import (
	"strconv"
	"strings"

	"dost/server/i18n"
)

// KnownSubsystem is a part of MEİS that published passports name, in any of
// their spellings.
type KnownSubsystem struct {
	ID    string   // stable; connections are configured by it
	Name  string   // without "altsistemi" or "AS"
	Marks []string // folded fragments by which a wording is recognised
}

// KnownSubsystems are the subsystems of the four published services.
func KnownSubsystems() []KnownSubsystem {
	return []KnownSubsystem{
		{"esdas", "Sənəd dövriyyəsi (ESDAS)",
			[]string{"esdas", "sened dovriyyesi", "document circulation", "document flow"}},
		{"employment-contract", "Əmək müqaviləsi bildirişi",
			[]string{"emek muqavilesi bildirisi", "emek muqavilesi bildiris", "employment contract",
				"labour contract", "labor contract"}},
		{"vemtas", "Ünvanlı yardım (VEMTAS)", []string{"vemtas", "unvanli yardim", "targeted assistance"}},
		{"social-payments", "Sosial ödənişlər", []string{"sosial odenisler", "social payments"}},
		{"tseras", "Əlillik (TSERAS)", []string{"tseras", "elillik", "disability"}},
		{"insurance", "Sığorta", []string{"sigorta", "insurance"}},
		{"monitoring", "Monitorinq", []string{"monitorinq", "monitoring"}},
		{"pension", "Pensiya", []string{"pensiya", "pension"}},
		{"informal-employment", "Qeyri-formal məşğulluğa nəzarət",
			[]string{"qeyri formal mesgullu", "informal employment"}},
		{"mas", "Məşğulluq (MAS)", []string{"mesgulluq", "mas", "employment"}},
		{"sovqat", "Sovqat", []string{"sovqat"}},
		{"call-centre", "Çağrı mərkəzi", []string{"cagri merkezi", "call centre", "call center"}},
		{"tasks", "Tapşırıqlar", []string{"tapsiriqlar", "tasks"}},
		{"reception", "Vətəndaşların qəbulu",
			[]string{"vetendaslarin qebulu", "reception of citizens", "citizens reception"}},
		{"sanatorium", "Sanatoriya-kurort", []string{"sanatoriya kurort", "sanatorium"}},
		{"adoption", "Valideyn himayəsindən məhrum olmuş uşaqlar və övladlığagötürmə",
			[]string{"ovladliga", "ovladliq", "mehrum olmus usaqlar", "adoption"}},
		{"e-certificate", "E-Arayış", []string{"e arayis"}},
	}
}

// subsystemID recognises a wording; known is false for a new name, whose ID is
// made of its first words. A quoted name or an acronym decides before the rest.
func subsystemID(wording string) (id string, known bool) {
	folded := " " + Fold(wording) + " "
	for _, k := range KnownSubsystems() {
		for _, m := range k.Marks {
			if strings.Contains(folded, " "+m+" ") || len(m) > 8 && strings.Contains(folded, " "+m) {
				return k.ID, true
			}
		}
	}
	name := wording
	if q := quoted(wording); len(q) > 0 {
		name = q[0]
	}
	return slug(name, 4), false
}

// quoted lists what stands in quotation marks.
func quoted(s string) []string {
	parts := strings.Split(s, `"`)
	var list []string
	for i := 1; i < len(parts)-1; i += 2 {
		if p := strings.TrimSpace(parts[i]); p != "" {
			list = append(list, p)
		}
	}
	return list
}

// phrase is a wording that returns from passport to passport, with its
// translations, so that an import is not left without them.
type phrase struct {
	id   string
	text i18n.Text
	also []string // other spellings, folded
}

var knownGrounds = []phrase{
	{"incomplete-documents", i18n.Text{Az: "Sənədlərin natamamlığı", Ru: "Неполный комплект документов",
		En: "Documents incomplete"},
		[]string{"senedlerin tam olmamasi", "incomplete documents", "incompleteness of documents",
			"incompleteness of the documents"}},
	{"no-legal-basis", i18n.Text{Az: "Hüquqi əsası yoxdur", Ru: "Нет правового основания",
		En: "No legal basis"},
		[]string{"huquqi esas yoxdur", "huquqi esasin olmamasi", "lack of legal basis",
			"absence of legal basis", "there is no legal basis"}},
}

var knownDocuments = []phrase{
	{"identity-card", i18n.Text{Az: "Şəxsiyyət vəsiqəsi", Ru: "Удостоверение личности", En: "Identity card"},
		[]string{"id card"}},
	{"permanent-residence-permit", i18n.Text{
		Az: "Əcnəbinin və vətəndaşlığı olmayan şəxsin daimi yaşamaq üçün icazə vəsiqəsi",
		Ru: "Разрешение на постоянное жительство (иностранец, лицо без гражданства)",
		En: "Permanent residence permit (foreigner, stateless person)"}, nil},
	{"residence-permit", i18n.Text{
		Az: "Əcnəbinin və vətəndaşlığı olmayan şəxsin müvəqqəti və ya daimi yaşamaq üçün icazə vəsiqəsi",
		Ru: "Разрешение на временное или постоянное жительство (иностранец, лицо без гражданства)",
		En: "Temporary or permanent residence permit (foreigner, stateless person)"}, nil},
	{"birth-certificate", i18n.Text{Az: "Doğum haqqında şəhadətnamə", Ru: "Свидетельство о рождении",
		En: "Birth certificate"}, nil},
	{"marriage-certificate", i18n.Text{Az: "Nikah haqqında şəhadətnamə", Ru: "Свидетельство о браке",
		En: "Marriage certificate"}, nil},
	{"death-certificate", i18n.Text{Az: "Ölüm haqqında şəhadətnamə", Ru: "Свидетельство о смерти",
		En: "Death certificate"}, nil},
	{"power-of-attorney", i18n.Text{Az: "Etibarnamə", Ru: "Доверенность", En: "Power of attorney"}, nil},
	{"employment-record", i18n.Text{Az: "Əmək kitabçası", Ru: "Трудовая книжка",
		En: "Employment record book"}, nil},
	{"application", i18n.Text{Az: "Ərizə", Ru: "Заявление", En: "Application"}, nil},
}

// recognise finds a wording among phrases. Only whole wordings count.
func recognise(list []phrase, wording string) (phrase, bool) {
	folded := Fold(strings.TrimRight(wording, " .;,"))
	for _, p := range list {
		if folded == Fold(p.text.Az) || folded == Fold(p.text.En) {
			return p, true
		}
		for _, a := range p.also {
			if folded == a {
				return p, true
			}
		}
	}
	return phrase{}, false
}

// translated completes a wording with the translations of the phrase that it was
// recognised as; what the source says stays.
func translated(t, known i18n.Text) i18n.Text {
	if t.En != "" { // an English page
		return i18n.Text{Az: known.Az, Ru: known.Ru, En: t.En}
	}
	return i18n.Text{Az: t.Az, Ru: known.Ru, En: known.En}
}

// unique makes an ID that was not seen before; an empty one begins with what it
// is an ID of.
func unique(seen map[string]bool, id, what string) string {
	if id == "" {
		id = what
	}
	candidate := id
	for n := 2; seen[candidate]; n++ {
		candidate = id + "-" + strconv.Itoa(n)
	}
	seen[candidate] = true
	return candidate
}
