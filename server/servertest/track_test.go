package servertest_test

import (
	"net/http"
	"testing"

	. "dost/server/servertest"
)

// Who booked 10:00 and came at 09:40 follows it on the phone: between which minutes the
// call comes, whoever else is there; from 09:55 on, that the time has come.
func TestThePhonePromisesTheAppointment(t *testing.T) {
	t.Parallel()
	at, now := daysClock()
	at(9, 0)
	s := Start(t, Options{Clock: now})
	b := OpenBrowser(t)
	code := s.Staff(t, "operator").Post("/api/operator/appointments", M{
		"key": Key(), "direction": "benefits", "at": "2026-03-02T10:00:00+04:00", "phone": "0501234567",
	}).Want(http.StatusCreated).Text("code")
	at(9, 40)
	kiosk := s.Kiosk(t)
	for range 4 {
		kiosk.Post("/api/kiosk/tickets", M{"key": Key(), "direction": "benefits"}).Want(http.StatusCreated)
	}
	track := kiosk.Post("/api/kiosk/check-in",
		M{"key": Key(), "code": code}).Want(http.StatusCreated).Text("track")

	phones := map[string]*Page{}
	for lang, words := range map[string]string{"az": "09:55–10:05 arasında", "ru": "между 09:55 и 10:05",
		"en": "between 09:55 and 10:05"} {
		p := b.Open("phone-"+lang, s.URL+"/t?lang="+lang+"#"+track, 390, 844)
		p.Says(".state", words)
		p.Shot("track-early-" + lang)
		phones[lang] = p
	}
	at(9, 56)
	for lang, words := range map[string]string{"az": "Vaxtınız çatıb", "ru": "Ваше время подошло",
		"en": "Your time has come"} {
		phones[lang].Says(".state", words)
		phones[lang].Shot("track-due-" + lang)
	}
	s.Agent(t, 3).Post("/api/desk/next", M{"key": Key()}).Want(http.StatusOK)
	phones["az"].See(".track.called")
	phones["az"].Says(".state h1", "3")
}
