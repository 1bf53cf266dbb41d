package regime

import (
	"fmt"
	"strings"
	"time"

	"dost/server/civil"
	"dost/server/i18n"
	"dost/server/problem"
	"dost/server/queue"
)

// The wordings of reasons. They belong to the answer, not to a screen: the same
// sentence stands on the kiosk, in the manager's preview and in the audit.
var (
	textWorking  = i18n.Text{Az: "iş günü", Ru: "рабочий день", En: "working day"}
	textMourning = i18n.Text{Az: "Ümumxalq hüzn günü", Ru: "День всенародной скорби",
		En: "Day of nationwide mourning"}
	textWeekend = map[time.Weekday]i18n.Text{
		time.Saturday: {Az: "istirahət günü, şənbə", Ru: "выходной, суббота", En: "day of rest, Saturday"},
		time.Sunday:   {Az: "istirahət günü, bazar", Ru: "выходной, воскресенье", En: "day of rest, Sunday"},
	}
	textEve = i18n.Text{Az: "bayramqabağı gün, bir saat qısadır",
		Ru: "предпраздничный день, короче на час", En: "eve of a holiday, an hour shorter"}
	textMoved = i18n.Text{Az: "bu bayramın əvəzinə istirahət günü: %s",
		Ru: "выходной, перенесённый с праздника: %s", En: "rest day moved from a holiday: %s"}
	textCoincidence = i18n.Text{Az: "üst-üstə düşən bayramlara görə istirahət günü: %s",
		Ru: "выходной за совпавшие праздники: %s", En: "rest day for holidays that coincide: %s"}
	textSwappedOff = i18n.Text{Az: "Nazirlər Kabinetinin qərarı ilə istirahət günü, əvəzində iş günü: %s",
		Ru: "выходной по решению Кабинета министров, отработан: %s",
		En: "day of rest by decision of the Cabinet, worked on %s instead"}
	textSwappedWorked = i18n.Text{Az: "Nazirlər Kabinetinin qərarı ilə iş günü, əvəzində istirahət günü: %s",
		Ru: "рабочий день по решению Кабинета министров, вместо него выходной: %s",
		En: "working day by decision of the Cabinet, %s is off instead"}
	textOffHours = i18n.Text{Az: "qəbul saatları deyil (bu gün: %s)",
		Ru: "неприёмные часы (сегодня: %s)", En: "outside reception hours (today: %s)"}
	textNoHours = i18n.Text{Az: "bu gün qəbul saatı yoxdur", Ru: "сегодня приёма нет",
		En: "no reception hours today"}

	textFeastsUnknown = i18n.Text{Az: "Bu ilin Ramazan və Qurban bayramı günləri hələ daxil edilməyib.",
		Ru: "Дни Рамазан и Гурбан байрамы этого года ещё не внесены.",
		En: "The days of Ramazan and Qurban of this year have not been entered yet."}
	textBeforeTable = i18n.Text{Az: "Bu il üçün Nazirlər Kabinetinin qərarları cədvəldə yoxdur.",
		Ru: "Решений Кабинета министров за этот год в таблице нет.",
		En: "The Cabinet's decisions of this year are not in the table."}
)

// refusals say why a regime turns the visitor away, and bounds how it limits
// one whom it admits. %s is the regime's name.
var (
	refusals = map[problem.Code]i18n.Text{
		queue.CodeClosed: {Az: "Qəbul yoxdur: %s", Ru: "Приёма нет: %s", En: "No reception: %s"},
		queue.CodeAppointmentOnly: {Az: "Yalnız əvvəlcədən yazılanlar qəbul edilir: %s",
			Ru: "Приём только по записи: %s", En: "By appointment only: %s"},
		queue.CodePickupOnly: {Az: "Yalnız 142-yə bildirilmiş hazır sənədlər verilir: %s",
			Ru: "Выдаются только готовые документы, о которых сообщили 142: %s",
			En: "Only ready documents announced to 142 are handed out: %s"},
		CodeWalkInOnly: {Az: "Yalnız canlı növbə ilə qəbul: %s", Ru: "Только живая очередь: %s",
			En: "Walk-in only: %s"},
		CodeServicesOnly: {Az: "Yalnız siyahıdakı xidmətlər göstərilir: %s",
			Ru: "Оказываются только услуги из списка: %s", En: "Only listed services are given: %s"},
		queue.CodeNotEligible: {Az: "Bu saatlarda yalnız ayrılmış qruplar qəbul edilir: %s",
			Ru: "В эти часы принимают только отдельные группы: %s",
			En: "These hours are for certain groups only: %s"},
	}
	bounds = map[RuleName]i18n.Text{
		RuleHours: {Az: "Xüsusi iş saatları: %s", Ru: "Особые часы приёма: %s", En: "Special hours: %s"},
		RuleChannels: {Az: "Qəbul yolları məhduddur: %s", Ru: "Способы приёма ограничены: %s",
			En: "Ways of reception are limited: %s"},
		RuleServices: {Az: "Xidmətlər siyahı üzrədir: %s", Ru: "Услуги по списку: %s",
			En: "Services from a list: %s"},
		RuleGroups: {Az: "Ayrılmış qrupların saatları: %s", Ru: "Часы для отдельных групп: %s",
			En: "Hours for certain groups: %s"},
		RuleCapacity: {Az: "Zalda adam sayı məhduddur: %s", Ru: "Число людей в зале ограничено: %s",
			En: "The number of people in the hall is limited: %s"},
		RulePerHour: {Az: "Saatlıq bilet sayı məhduddur: %s", Ru: "Число талонов в час ограничено: %s",
			En: "Tickets per hour are limited: %s"},
		RulePerDay: {Az: "Gündəlik bilet sayı məhduddur: %s", Ru: "Число талонов в день ограничено: %s",
			En: "Tickets per day are limited: %s"},
		RuleSlots: {Az: "Vaxt aralıqları ilə qəbul: %s", Ru: "Приём по интервалам времени: %s",
			En: "Reception in time slots: %s"},
		RuleForecast: {Az: "Növbə bağlanma vaxtını aşanda bilet verilmir: %s",
			Ru: "Талоны не выдаются, если очередь не успеет до закрытия: %s",
			En: "Tickets stop when the wait would pass closing time: %s"},
	}
)

// with puts words into the place of %s in each language.
func with(pattern, words i18n.Text) i18n.Text {
	return i18n.Text{
		Az: strings.Replace(pattern.Az, "%s", words.In("az"), 1),
		Ru: strings.Replace(pattern.Ru, "%s", words.In("ru"), 1),
		En: strings.Replace(pattern.En, "%s", words.In("en"), 1),
	}
}

// same is a wording that is alike in every language: a date, clock times.
func same(words string) i18n.Text { return i18n.Text{Az: words, Ru: words, En: words} }

// join lists wordings with commas.
func join(texts []i18n.Text) i18n.Text {
	all := texts[0]
	for _, t := range texts[1:] {
		all.Az += ", " + t.In("az")
		all.Ru += ", " + t.In("ru")
		all.En += ", " + t.In("en")
	}
	return all
}

func movedReason(holiday i18n.Text) i18n.Text { return with(textMoved, holiday) }

func coincidenceReason(first, second i18n.Text) i18n.Text {
	return with(textCoincidence, join([]i18n.Text{first, second}))
}

func swappedReason(pattern i18n.Text, other civil.Day) i18n.Text {
	return with(pattern, same(dotted(other)))
}

// eveReason keeps an exception's own reason in view.
func eveReason(day DayInfo) i18n.Text {
	if day.Kind == Excepted {
		return join([]i18n.Text{day.Reason, textEve})
	}
	return textEve
}

// dotted is a day as people write it here: 24.03.2020.
func dotted(day civil.Day) string {
	return fmt.Sprintf("%02d.%02d.%04d", int(day)%100, int(day)/100%100, int(day)/10000)
}

// offHours says why the centre is closed by its ordinary hours.
func offHours(day DayInfo, spans []Span) i18n.Text {
	switch {
	case len(spans) > 0:
		words := make([]string, len(spans))
		for i, span := range spans {
			words[i] = span.String()
		}
		text := with(textOffHours, same(strings.Join(words, ", ")))
		if day.Short {
			text = join([]i18n.Text{text, day.Reason})
		}
		return text
	case day.Working:
		return textNoHours
	}
	return day.Reason
}
