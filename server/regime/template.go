package regime

import (
	"time"

	"dost/server/civil"
	"dost/server/i18n"
	"dost/server/queue"
)

// Template is a prepared set of regimes that a manager copies and dates anew.
type Template struct {
	ID      string    `json:"id"`
	Name    i18n.Text `json:"name"`
	Regimes []Regime  `json:"regimes"` // with their historic or example dates
}

// TemplateByID finds a template.
func TemplateByID(id string) (Template, bool) {
	for _, t := range Templates() {
		if t.ID == id {
			return t, true
		}
	}
	return Template{}, false
}

// Templates are the prepared regimes: March 2020 (source 004), the reopening of
// May 2020 (domain, Special regimes), a week by appointment only, a power cut;
// then the notices. E-mail addresses are placeholders: each centre puts in its
// own.
func Templates() []Template {
	return append([]Template{march2020(), may2020(), appointmentWeek(), powerCut()}, preparedNotices()...)
}

func moment(year int, month time.Month, day int) time.Time {
	return time.Date(year, month, day, 0, 0, 0, 0, civil.Baku)
}

// march2020 is the regime of source 004: reception limited from 15 to 20 March
// inclusive, ready documents handed out if 142 was told; then Novruz, closed
// from 20 to 29 March inclusive. On the 20th both hold, and closed wins.
func march2020() Template {
	others := append([]Alternative{announcedPickup}, remote()...)
	return Template{
		ID: "march-2020",
		Name: i18n.Text{Az: "Məhdud qəbul və Novruz fasiləsi (mart 2020)",
			Ru: "Ограниченный приём и перерыв на Новруз (март 2020)",
			En: "Limited reception and Novruz closure (March 2020)"},
		Regimes: []Regime{{
			Name: i18n.Text{Az: "Xüsusi iş rejimi", Ru: "Особый режим работы", En: "Special regime"},
			From: moment(2020, time.March, 15), To: moment(2020, time.March, 21),
			Rules: Rules{Channels: []Channel{PickUp}},
			Notices: []Notice{{Text: i18n.Text{
				Az: "Sağlamlığınız üçün mərkəzdə qəbul məhdudlaşdırılıb. Xidmətləri elektron qaydada və ya 142 ilə ala bilərsiniz.",
				Ru: "Ради вашего здоровья приём в центре ограничен. Услуги доступны в электронном виде и по номеру 142.",
				En: "For your health, reception at the centre is limited. Services are given online and through 142.",
			}}},
			Alternatives: others, Waiting: Rebook, Booked: Rebook,
		}, {
			Name: i18n.Text{Az: "Novruz bayramı, qeyri-iş günləri", Ru: "Новруз байрамы, нерабочие дни",
				En: "Novruz, non-working days"},
			From: moment(2020, time.March, 20), To: moment(2020, time.March, 30),
			Rules: Rules{Closed: true},
			Notices: []Notice{{Text: i18n.Text{
				Az: "Bayramınız mübarək! Mərkəz Novruz günlərində işləmir.",
				Ru: "С праздником! В дни Новруза центр не работает.",
				En: "Happy Novruz! The centre does not work on these days.",
			}}},
			Alternatives: remote(), Waiting: Rebook, Booked: Rebook,
		}},
	}
}

// may2020 is the way back: from 4 May two services only, in a thin hall; from
// 21 May all services, with capacity and hours for the old and the disabled.
func may2020() Template {
	return Template{
		ID: "may-2020",
		Name: i18n.Text{Az: "Mərhələli açılış (may 2020)", Ru: "Поэтапное открытие (май 2020)",
			En: "Reopening by stages (May 2020)"},
		Regimes: []Regime{{
			Name: i18n.Text{Az: "Birinci mərhələ: iki xidmət", Ru: "Первый этап: две услуги",
				En: "First stage: two services"},
			From: moment(2020, time.May, 4), To: moment(2020, time.May, 21),
			Rules: Rules{
				OnlyServices: []string{"05-02-01-03", "01-05-02-01"},
				Capacity:     &Capacity{PerDesk: 2, CompanionsCounted: true},
			},
			Notices: []Notice{{Text: i18n.Text{
				Az: "Hazırda mərkəzdə yalnız iki xidmət göstərilir. Qalanları üçün 142-yə zəng edin.",
				Ru: "Сейчас в центре оказываются только две услуги. По остальным звоните 142.",
				En: "At present the centre gives two services only. For the others call 142.",
			}}},
			Alternatives: remote(), Waiting: Honour, Booked: Rebook,
		}, {
			Name: i18n.Text{Az: "İkinci mərhələ: bütün xidmətlər, məhdud zal",
				Ru: "Второй этап: все услуги, ограниченный зал",
				En: "Second stage: all services, limited hall"},
			From: moment(2020, time.May, 21), To: moment(2020, time.July, 1),
			Rules: Rules{
				Capacity:        &Capacity{SharePercent: 30, Seats: 60, Area: 300, PerPerson: 15},
				ForecastClosing: true,
			},
			Notices: []Notice{{Text: i18n.Text{
				Az: "Zalda adam sayı məhduddur. Yer olmadıqda sizi növbə ilə içəri dəvət edəcəyik.",
				Ru: "Число людей в зале ограничено. Если мест нет, мы пригласим вас по очереди.",
				En: "The number of people in the hall is limited. When it is full we call you in by turn.",
			}}},
			Alternatives: remote(),
		}, {
			Name: i18n.Text{Az: "Yaşlıların və əlilliyi olanların saatı",
				Ru: "Часы для пожилых и людей с инвалидностью", En: "Hours for the old and the disabled"},
			From: moment(2020, time.May, 21), To: moment(2020, time.July, 1),
			Daily: []Span{{HM(10, 0), HM(12, 0)}},
			Rules: Rules{OnlyGroups: []queue.GroupID{"senior", "disability"}}, Waiting: Honour,
			Booked: Rebook,
		}},
	}
}

// appointmentWeek receives by appointment only, from Monday to Friday, under
// the limits that ASAN found: 30 minutes early, 10 late.
func appointmentWeek() Template {
	return Template{
		ID: "appointment-week",
		Name: i18n.Text{Az: "Yalnız yazılışla qəbul həftəsi", Ru: "Неделя приёма по записи",
			En: "Week by appointment only"},
		Regimes: []Regime{{
			Name: i18n.Text{Az: "Yalnız əvvəlcədən yazılışla qəbul", Ru: "Приём только по записи",
				En: "By appointment only"},
			From: moment(2026, time.November, 30), To: moment(2026, time.December, 5),
			Rules: Rules{
				Channels: []Channel{Appointment, PickUp},
				Slots:    &Slots{Minutes: 15, Early: 30, Late: 10, LateCancelled: true},
			},
			Notices: []Notice{{Text: i18n.Text{
				Az: "Bu həftə qəbula 142 vasitəsilə yazılmaq lazımdır.",
				Ru: "На этой неделе на приём нужно записаться по номеру 142.",
				En: "This week, please book your visit through 142.",
			}}},
			Alternatives: remote(), Waiting: Honour, Booked: Honour,
		}},
	}
}

// powerCut closes the centre for two hours.
func powerCut() Template {
	begin := time.Date(2026, time.November, 23, 11, 0, 0, 0, civil.Baku)
	return Template{
		ID:   "power-cut",
		Name: i18n.Text{Az: "İşıq kəsilməsi", Ru: "Отключение электричества", En: "Power cut"},
		Regimes: []Regime{{
			Name: i18n.Text{Az: "Elektrik enerjisi kəsilib", Ru: "Отключено электричество",
				En: "The power is out"},
			From: begin, To: begin.Add(2 * time.Hour),
			Rules: Rules{Closed: true},
			Notices: []Notice{{Text: i18n.Text{
				Az: "Texniki səbəbdən qəbul dayanıb. Biletiniz qüvvədə qalır.",
				Ru: "Приём приостановлен по техническим причинам. Ваш талон остаётся в силе.",
				En: "Reception has stopped for technical reasons. Your ticket stays valid.",
			}}},
			Alternatives: remote(), Waiting: Notify, Booked: Rebook,
		}},
	}
}

var announcedPickup = Alternative{
	Kind: AnnouncedPickup, Value: "142",
	Text: i18n.Text{
		Az: "Hazır sənəd üçün əvvəlcə 142-yə zəng edin, sonra mərkəzə gəlin",
		Ru: "За готовым документом: сначала позвоните 142, затем приходите",
		En: "For a ready document: call 142 first, then come",
	},
}

// remote are the ways that stay open whatever the hall does: 142, the two
// portals, and an address for each of the three default directions.
func remote() []Alternative {
	mail := func(d queue.DirectionID, name i18n.Text) Alternative {
		return Alternative{Kind: Email, Value: string(d) + "@dost.example",
			Directions: []queue.DirectionID{d}, Text: name}
	}
	return []Alternative{
		{Kind: Phone, Value: "142", Text: i18n.Text{Az: "142 çağrı mərkəzi", Ru: "Колл-центр 142",
			En: "Call centre 142"}},
		{Kind: Portal, Value: "https://e-sosial.az",
			Text: i18n.Text{Az: "e-sosial.az portalı", Ru: "Портал e-sosial.az", En: "Portal e-sosial.az"}},
		{Kind: Portal, Value: "https://www.e-gov.az",
			Text: i18n.Text{Az: "e-gov.az portalı", Ru: "Портал e-gov.az", En: "Portal e-gov.az"}},
		mail("social-services", i18n.Text{Az: "Sosial xidmətlər üzrə e-poçt",
			Ru: "Почта по социальным услугам", En: "E-mail for social services"}),
		mail("benefits", i18n.Text{Az: "Sosial müavinətlər üzrə e-poçt", Ru: "Почта по пособиям",
			En: "E-mail for benefits"}),
		mail("employment", i18n.Text{Az: "Məşğulluq üzrə e-poçt", Ru: "Почта по занятости",
			En: "E-mail for employment"}),
	}
}
