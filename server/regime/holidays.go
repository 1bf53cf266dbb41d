package regime

import (
	"time"

	"dost/server/civil"
	"dost/server/i18n"
	"dost/server/problem"
)

// The findings about a year.
const (
	FindingFeastsUnknown problem.Code = "feasts-unknown" // Ramazan and Qurban are not announced, nor entered
	// the Cabinet's exceptions of that year are not in the table
	FindingBeforeTable problem.Code = "before-table"
)

// firstYear is the first whose Cabinet decisions and feasts are built in.
const firstYear = 2020

type fixedHoliday struct {
	month time.Month
	day   int
	since int // the first year in which it was a day off …
	until int // … and the last; 0 = still is
	name  i18n.Text
}

// fixed are the holidays of art. 105 that are days off on the same date every
// year.
var fixed = []fixedHoliday{
	{time.January, 1, 0, 0, newYear},
	{time.January, 2, 2006, 0, newYear},
	{time.March, 8, 0, 0, i18n.Text{Az: "Qadınlar Günü", Ru: "Женский день", En: "Women's Day"}},
	{time.March, 20, 2007, 0, novruz},
	{time.March, 21, 2007, 0, novruz},
	{time.March, 22, 2007, 0, novruz},
	{time.March, 23, 2007, 0, novruz},
	{time.March, 24, 2007, 0, novruz},
	{time.May, 9, 0, 0, i18n.Text{Az: "Faşizm üzərində Qələbə Günü", Ru: "День Победы над фашизмом",
		En: "Day of Victory over Fascism"}},
	{time.May, 28, 1992, 2020, i18n.Text{Az: "Respublika Günü", Ru: "День Республики", En: "Republic Day"}},
	{time.May, 28, 2021, 0, i18n.Text{Az: "Müstəqillik Günü", Ru: "День независимости",
		En: "Independence Day"}},
	{time.June, 15, 1997, 0, i18n.Text{Az: "Milli Qurtuluş Günü", Ru: "День национального спасения",
		En: "National Salvation Day"}},
	{time.June, 26, 1998, 0, i18n.Text{Az: "Silahlı Qüvvələr Günü", Ru: "День Вооружённых сил",
		En: "Armed Forces Day"}},
	{time.November, 8, 2021, 0, i18n.Text{Az: "Zəfər Günü", Ru: "День Победы", En: "Victory Day"}},
	{time.November, 9, 2010, 0, i18n.Text{Az: "Dövlət Bayrağı Günü", Ru: "День государственного флага",
		En: "Flag Day"}},
	{time.December, 31, 1993, 0, i18n.Text{Az: "Dünya Azərbaycanlılarının Həmrəyliyi Günü",
		Ru: "День солидарности азербайджанцев мира", En: "Day of Solidarity of World Azerbaijanis"}},
}

// feasts are the first days of Ramazan and Qurban as the Cabinet announced them
// for each year; both have two days.
var feasts = map[int]struct{ ramazan, qurban civil.Day }{
	2020: {20200524, 20200731},
	2021: {20210513, 20210720},
	2022: {20220502, 20220709},
	2023: {20230421, 20230628},
	2024: {20240410, 20240616},
	2025: {20250330, 20250606},
	2026: {20260320, 20260527},
}

// elections are voting days that fell on a working day and were days off.
var elections = map[civil.Day]i18n.Text{
	20240207: {Az: "Prezident seçkiləri", Ru: "Выборы президента", En: "Presidential election"},
	20250129: {Az: "Bələdiyyə seçkiləri", Ru: "Муниципальные выборы", En: "Municipal elections"},
}

// swaps are the Cabinet's decisions that traded a working day for a day of
// rest: {day off, day worked instead}. The trade of 27 and 28 March 2025 for
// 10 March and 1 April is not among them: the reference outcomes of 2025 count
// 1 April as a day of rest (domain, Working days), and a centre that follows the
// trade enters it as overrides.
var swaps = [][2]civil.Day{
	{20200103, 20191228}, {20200106, 20191229}, {20200327, 20200329}, {20200527, 20200530},
	{20210511, 20210508}, {20210512, 20210516}, {20210719, 20210717},
	{20220307, 20220305}, {20221107, 20221105},
	{20230627, 20230624}, {20230630, 20230625}, {20231110, 20231104},
	{20240104, 20231230}, {20240105, 20240107}, {20240412, 20240406},
	{20241112, 20241116}, {20241113, 20241123}, {20241230, 20241228},
	{20250103, 20241229}, {20250627, 20250621},
}

// decisions are the swaps as overrides.
var decisions = func() map[civil.Day]Override {
	table := make(map[civil.Day]Override, 2*len(swaps))
	for _, swap := range swaps {
		off, worked := swap[0], swap[1]
		table[off] = Override{Day: off, Reason: swappedReason(textSwappedOff, worked)}
		table[worked] = Override{Day: worked, Working: true, Reason: swappedReason(textSwappedWorked, off)}
	}
	return table
}()

// holidaysByLaw are the names of the holidays on a day.
func holidaysByLaw(day civil.Day) []i18n.Text {
	var names []i18n.Text
	year, month, dom := int(day)/10000, time.Month(int(day)/100%100), int(day)%100
	for _, h := range fixed {
		if h.month == month && h.day == dom && year >= h.since && (h.until == 0 || year <= h.until) {
			names = append(names, h.name)
		}
	}
	if feast, ok := feasts[year]; ok {
		if day == feast.ramazan || day == daysOn(feast.ramazan, 1) {
			names = append(names, ramazan)
		}
		if day == feast.qurban || day == daysOn(feast.qurban, 1) {
			names = append(names, qurban)
		}
	}
	return names
}

// isMourning is 20 January, the nationwide day of mourning (art. 106).
func isMourning(day civil.Day) bool { return int(day)%10000 == 120 }

var (
	newYear = i18n.Text{Az: "Yeni il bayramı", Ru: "Новый год", En: "New Year"}
	novruz  = i18n.Text{Az: "Novruz bayramı", Ru: "Новруз байрамы", En: "Novruz"}
	ramazan = i18n.Text{Az: "Ramazan bayramı", Ru: "Рамазан байрамы", En: "Ramazan feast"}
	qurban  = i18n.Text{Az: "Qurban bayramı", Ru: "Гурбан байрамы", En: "Qurban feast"}
)
