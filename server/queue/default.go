package queue

import (
	"time"

	"dost/server/i18n"
)

// DefaultConfig is the configuration of a new centre: the three directions and
// six desks of the demonstration centre (architecture, The contract), and the groups of the
// agency's priority rule (domain, Priority). Managers change it afterwards.
func DefaultConfig() Config {
	const social, benefits, employment = "social-services", "benefits", "employment"
	place := func(id DeskID, side string, d DirectionID) DeskConfig {
		return DeskConfig{ID: id, Side: side, Directions: []DirectionID{d}}
	}
	return Config{
		Directions: []Direction{
			{ID: social, Prefix: "A", Name: i18n.Text{Az: "Sosial xidmətlər", Ru: "Социальные услуги",
				En: "Social services"}},
			{ID: benefits, Prefix: "B", Name: i18n.Text{Az: "Sosial müavinətlər", Ru: "Социальные пособия",
				En: "Benefits"}},
			{ID: employment, Prefix: "D",
				Name: i18n.Text{Az: "Məşğulluq", Ru: "Занятость", En: "Employment"}},
		},
		Desks: []DeskConfig{
			place("1", "left", social), place("2", "left", social), place("3", "left", benefits),
			place("4", "right", benefits), place("5", "right", employment), place("6", "right", employment),
		},
		Groups: []Group{
			{ID: "disability", HeadStart: 30 * time.Minute, Name: i18n.Text{
				Az: "Əlilliyi olan şəxs", Ru: "Человек с инвалидностью", En: "Person with a disability"}},
			{ID: "martyr-veteran", HeadStart: 30 * time.Minute, Name: i18n.Text{
				Az: "Şəhid ailəsi, veteran", Ru: "Семья шехида, ветеран", En: "Martyr's family, veteran"}},
			{ID: "pregnant", HeadStart: 30 * time.Minute, Name: i18n.Text{
				Az: "Hamilə qadın", Ru: "Беременная женщина", En: "Pregnant woman"}},
			{ID: "senior", HeadStart: 15 * time.Minute, Name: i18n.Text{
				Az: "65 yaş və yuxarı", Ru: "65 лет и старше", En: "Aged 65 or over"}},
		},
		NoShowAfter: 10 * time.Minute,
	}
}
