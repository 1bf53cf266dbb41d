package application_test

import (
	"strings"
	"testing"

	"dost/server/application"
)

func TestAPersonIsWrittenInOneForm(t *testing.T) {
	for _, name := range []string{"Əliyeva Şəfiqə İlqar qızı", "Ахмедов Юсиф", "Anna-Maria O'Neil", "Ü Ö"} {
		if _, err := (application.Person{Name: name, FIN: "5ABC123"}).Validate(); err != nil {
			t.Errorf("%q: %v", name, err)
		}
	}
	p, err := application.Person{Name: "  I\u0307lham   Quliyev\u2019s ", FIN: " 5abc12z ",
		Phone: "050 123-45-67"}.Validate()
	if want := (application.Person{Name: "İlham Quliyev's", FIN: "5ABC12Z",
		Phone: "+994501234567"}); err != nil || p != want {
		t.Errorf("got %+v, %v; want %+v", p, err, want)
	}
	for _, phone := range []string{"+994501234567", "+994 (50) 123 45 67", "994501234567", "00994501234567",
		"501234567", "0501234567"} {
		if p, err := (application.Person{Name: "Ad Soyad", FIN: "5ABC123",
			Phone: phone}).Validate(); err != nil || p.Phone != "+994501234567" {
			t.Errorf("%q became %q, %v", phone, p.Phone, err)
		}
	}
}

func TestAPersonIsRefusedByField(t *testing.T) {
	good := application.Person{Name: "Ad Soyad", FIN: "5ABC123"}
	for field, values := range map[string][]string{
		"name": {"", "A", "A1i", "Ad\tSoyad;", "-Ad", "Ad-", "Ad--Soyad", "<b>Ad</b>", "Ad\x00Soyad",
			"\xff\xfeAd", "مريم", strings.Repeat("ə", 121)},
		"fin": {"", "5ABC12", "5ABC1234", "5ABC12I", "5ABC12O", "5ABC12Ə", "5ABC1 3", "ı234567"},
		"phone": {"050 123 45 6", "0111234567", "+99450123456a", "+1 50 123 45 67", "0501234567+",
			"++994501234567", "٠٥٠١٢٣٤٥٦٧"},
	} {
		for _, value := range values {
			p := good
			switch field {
			case "name":
				p.Name = value
			case "fin":
				p.FIN = value
			case "phone":
				p.Phone = value
			}
			got, err := p.Validate()
			refused(t, err, application.CodeBadPerson, field)
			if value != "" && strings.Contains(err.Error(), value) && len(value) > 2 {
				t.Errorf("the refusal repeats what was typed: %v", err)
			}
			if got != (application.Person{}) {
				t.Errorf("a refused person comes back: %+v", got)
			}
		}
	}
}

func TestANoteThatNamesThePersonIsNoticed(t *testing.T) {
	p := application.Person{Name: "Şəfiqə İlqarlı", FIN: "5ABC12Z", Phone: "+994501234567"}
	for text, want := range map[string]bool{
		"FIN 5abc12z tapılmadı":        true,
		"şəfiqə  ilqarlı işləmir":      true,
		"zəng: 050 123-45-67":          true,
		"Müqavilə 2024-cü ildə bağlıb": false,
		"":                             false,
	} {
		if got := p.In(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}
