package passport

import (
	"dost/server/i18n"
	"dost/server/queue"
)

// Classification is one of the 11 classes of field 3, by a stable code.
type Classification string

// The classes, in the order of the form; the ordinal is the number that the
// second pair of a service's ID carries in three of the four sources.
const (
	Certificates      Classification = "certificates"
	LabourRelations   Classification = "labour-relations"
	Disability        Classification = "disability"
	Employment        Classification = "employment"
	PensionsBenefits  Classification = "pensions-benefits"
	TargetedAid       Classification = "targeted-aid"
	PresidentialGrant Classification = "presidential-grant"
	InsuredRecords    Classification = "insured-records"
	SocialServices    Classification = "social-services"
	Auxiliary         Classification = "auxiliary"
	Adoption          Classification = "adoption"
)

// Class describes a classification.
type Class struct {
	Code     Classification
	Ordinal  int       // 1–11, its place in the form
	Name     i18n.Text // Az as published
	Variants []string  // other spellings that published passports use
}

// Classes are the 11 classifications in the form's order.
func Classes() []Class {
	return []Class{
		{Certificates, 1, i18n.Text{
			Az: "Fəaliyyət istiqamətlərinə dair arayışlar verilməsi",
			Ru: "Выдача справок по направлениям деятельности",
			En: "Certificates on the fields of activity"},
			[]string{"Fəaliyyət istiqamətlərinə dair arayışların verilməsi", "Issuing of certificates"}},
		{LabourRelations, 2, i18n.Text{
			Az: "Əmək münasibətləri sahəsində işəgötürənlərə və işçilərə göstərilən xidmətlər",
			Ru: "Услуги работодателям и работникам в сфере трудовых отношений",
			En: "Services to employers and employees in labour relations"},
			[]string{"Əmək münasibətləri sahəsində göstərilən xidmətlər", "Labour relations services",
				"Labor relations"}},
		{Disability, 3, i18n.Text{
			Az: "Əlillik və sağlamlıq imkanlarının məhdudluğu sahəsində göstərilən xidmətlər",
			Ru: "Услуги в сфере инвалидности и ограниченных возможностей здоровья",
			En: "Services in the field of disability and limited health"},
			[]string{"Əlillik sahəsində göstərilən xidmətlər", "Disability services"}},
		{Employment, 4, i18n.Text{
			Az: "Məşğulluq sahəsində göstərilən xidmətlər",
			Ru: "Услуги в сфере занятости",
			En: "Employment services"},
			[]string{"Services in the field of employment"}},
		{PensionsBenefits, 5, i18n.Text{
			Az: "Əmək pensiyası və sosial müavinət sahələrində göstərilən xidmətlər",
			Ru: "Услуги в сфере трудовых пенсий и социальных пособий",
			En: "Services in labour pensions and social benefits"},
			[]string{"Əmək pensiyası və sosial müavinətlər sahəsində göstərilən xidmətlər",
				"Services in the field of labour pensions and social benefits",
				"Labor pension and social benefit services"}},
		{TargetedAid, 6, i18n.Text{
			Az: "Ünvanlı dövlət sosial yardımın təyin edilməsi",
			Ru: "Назначение адресной государственной социальной помощи",
			En: "Granting of targeted state social assistance"},
			[]string{"Ünvanlı dövlət sosial yardımının təyin edilməsi", "Targeted state social assistance"}},
		{PresidentialGrant, 7, i18n.Text{
			Az: "Azərbaycan Respublikası Prezidentinin təqaüdünün təyin edilməsi",
			Ru: "Назначение стипендии Президента Азербайджанской Республики",
			En: "Granting of the stipend of the President of the Republic of Azerbaijan"},
			[]string{"Presidential stipend", "Presidential scholarship"}},
		{InsuredRecords, 8, i18n.Text{
			Az: "Sığortaolunanların fərdi uçota alınması və uçotdan çıxarılması",
			Ru: "Постановка застрахованных на индивидуальный учёт и снятие с него",
			En: "Individual records of insured persons: entry and removal"},
			[]string{"Sığorta olunanların fərdi uçota alınması və uçotdan çıxarılması",
				"Individual registration of insured persons"}},
		{SocialServices, 9, i18n.Text{
			Az: "Sosial xidmət sahəsində göstərilən xidmətlər",
			Ru: "Услуги в сфере социального обслуживания",
			En: "Services in the field of social services"},
			[]string{"Sosial xidmətlər sahəsində göstərilən xidmətlər", "Social services"}},
		{Auxiliary, 10, i18n.Text{
			Az: "Funksional yardımçı xidmətlər",
			Ru: "Вспомогательные услуги",
			En: "Auxiliary services"},
			[]string{"Yardımçı xidmətlər", "Functional auxiliary services"}},
		{Adoption, 11, i18n.Text{
			Az: "Övladlığagötürmə ilə bağlı xidmətlər",
			Ru: "Услуги, связанные с усыновлением",
			En: "Services related to adoption"},
			[]string{"Övladlıqgötürmə ilə bağlı xidmətlər", "Övladlığa götürmə ilə bağlı xidmətlər",
				"Adoption services"}},
	}
}

// ClassOf finds a class by its code.
func ClassOf(c Classification) (Class, bool) {
	for _, class := range Classes() {
		if class.Code == c {
			return class, true
		}
	}
	return Class{}, false
}

// The three directions that every centre begins with (domain, The visit).
const (
	DirectionSocialServices queue.DirectionID = "social-services"
	DirectionBenefits       queue.DirectionID = "benefits"
	DirectionEmployment     queue.DirectionID = "employment"
)

// DefaultDirections is the table by which a service reaches its direction until
// a manager changes it. Each call gives a new map, the caller's own.
func DefaultDirections() map[Classification]queue.DirectionID {
	return map[Classification]queue.DirectionID{
		Certificates:      DirectionSocialServices,
		LabourRelations:   DirectionEmployment,
		Disability:        DirectionSocialServices,
		Employment:        DirectionEmployment,
		PensionsBenefits:  DirectionBenefits,
		TargetedAid:       DirectionBenefits,
		PresidentialGrant: DirectionBenefits,
		InsuredRecords:    DirectionBenefits,
		SocialServices:    DirectionSocialServices,
		Auxiliary:         DirectionSocialServices,
		Adoption:          DirectionSocialServices,
	}
}
