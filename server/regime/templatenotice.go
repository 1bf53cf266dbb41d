package regime

import (
	"time"

	"dost/server/i18n"
)

// Gap stands in a prepared notice where the manager writes an hour, a place or a
// day. A notice is not shown with a gap in it.
const Gap = "___"

// preparedNotices are what a centre has to tell its visitors now and then without
// any change of its rules.
func preparedNotices() []Template {
	return []Template{
		told("lift", 1,
			i18n.Text{Az: "Lift işləmir", Ru: "Лифт не работает", En: "Lift out of order"},
			i18n.Text{
				Az: "Lift müvəqqəti işləmir. Kömək lazımdırsa, əməkdaşımıza müraciət edin.",
				Ru: "Лифт временно не работает. Если нужна помощь, обратитесь к нашему сотруднику.",
				En: "The lift is out of order for now. If you need help, please ask our staff.",
			}),
		told("moved", 1,
			i18n.Text{Az: "Növbə başqa zala keçib", Ru: "Очередь в другом зале",
				En: "The queue is in another hall"},
			i18n.Text{
				Az: "Bu istiqamətin növbəsi başqa zala keçirilib: ___. Biletiniz qüvvədə qalır.",
				Ru: "Очередь этого направления перенесена в другой зал: ___. Ваш талон действует.",
				En: "This queue has moved to another hall: ___. Your ticket stays valid.",
			}),
		told("long-wait", 1,
			i18n.Text{Az: "Bu gün gözləmə uzundur", Ru: "Сегодня долгое ожидание", En: "Long wait today"},
			i18n.Text{
				Az: "Bu gün həmişəkindən çox gözləmək lazım gəlir. 142 ilə başqa günə yazıla bilərsiniz.",
				Ru: "Сегодня ждать дольше обычного. По номеру 142 можно записаться на другой день.",
				En: "The wait is longer than usual today. Call 142 to book another day.",
			}),
		told("water", 1,
			i18n.Text{Az: "Su olmayacaq", Ru: "Не будет воды", En: "No water"},
			i18n.Text{
				Az: "Sabah saat ___ ilə ___ arasında mərkəzdə su olmayacaq.",
				Ru: "Завтра с ___ до ___ в центре не будет воды.",
				En: "There will be no water in the centre tomorrow from ___ to ___.",
			}),
		told("electricity", 1,
			i18n.Text{Az: "Elektrik işləri", Ru: "Электроработы", En: "Electrical work"},
			i18n.Text{
				Az: "Sabah saat ___ ilə ___ arasında elektrik işləri aparılacaq, qəbul ləngiyə bilər.",
				Ru: "Завтра с ___ до ___ будут идти электроработы, возможны задержки приёма.",
				En: "Electrical work tomorrow from ___ to ___: reception may be slower.",
			}),
		told("mobile", 7,
			i18n.Text{Az: "Mobil DOST gəlir", Ru: "Приезд мобильного DOST", En: "Mobile DOST visit"},
			i18n.Text{
				Az: "Mobil DOST ___ tarixində sakinləri qəbul edəcək. Yer: ___.",
				Ru: "Мобильный DOST примет жителей ___. Место: ___.",
				En: "Mobile DOST will receive residents on ___. Place: ___.",
			}),
		told("ready-documents", 7,
			i18n.Text{Az: "Hazır sənədlər", Ru: "Готовые документы", En: "Ready documents"},
			i18n.Text{
				Az: "Hazır sənədi götürmək üçün əvvəlcə 142-yə zəng edin, sonra mərkəzə gəlin.",
				Ru: "Чтобы забрать готовый документ, сначала позвоните 142, затем приходите в центр.",
				En: "To collect a ready document, call 142 first, then come to the centre.",
			}),
	}
}

// told is a template of one notice for everybody, for some days.
func told(id string, days int, name, text i18n.Text) Template {
	from := moment(2026, time.November, 23)
	return Template{ID: "notice-" + id, Name: name, Regimes: []Regime{{
		Name: name, From: from, To: from.AddDate(0, 0, days), Notices: []Notice{{Text: text}},
	}}}
}
