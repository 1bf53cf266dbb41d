package kiosk

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/png"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

const dotsPerMillimetre = 203 / 25.4

func (h *harness) printed(t *testing.T, ticket TicketView) image.Image {
	t.Helper()
	w := h.ask(http.MethodGet, "/api/kiosk/tickets/"+ticket.ID+"/ticket.png", "")
	if w.Code != http.StatusOK || w.Header().Get("Content-Type") != "image/png" {
		t.Fatalf("the ticket's image: %d %s", w.Code, w.Body)
	}
	if dir := os.Getenv("DOST_SHOTS"); dir != "" {
		if err := os.WriteFile(filepath.Join(dir, "paper-"+ticket.Language+"-"+ticket.Number+".png"),
			w.Body.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	img, err := png.Decode(bytes.NewReader(w.Body.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	return img
}

func black(img image.Image, x, y int) bool {
	gray := color.GrayModel.Convert(img.At(x, y)).(color.Gray) //nolint:forcetypeassert // by the model
	return gray.Y < 128
}

// bands are the heights of the rows of ink, top down: a line of text, a rule, …
func bands(img image.Image) (heights []int) {
	height := 0
	for y := range img.Bounds().Dy() {
		inked := false
		for x := range img.Bounds().Dx() {
			inked = inked || black(img, x, y)
		}
		if inked {
			height++
		} else if height > 0 {
			heights = append(heights, height)
			height = 0
		}
	}
	return heights
}

func TestThePaperFitsThePrinterAndItsReader(t *testing.T) {
	h := newHarness(t)
	for range 4 {
		h.take("benefits")
	}
	for _, lang := range []string{"az", "ru", "en"} {
		img := h.printed(t, h.take("benefits", "language", lang, "group", "senior", "service", "05-02-01-03"))
		if img.Bounds().Dx() != 576 {
			t.Errorf("%s: the image is %d dots wide", lang, img.Bounds().Dx())
		}
		// 300 mm of paper for one ticket would be waste.
		if mm := float64(img.Bounds().Dy()) / dotsPerMillimetre; mm < 80 || mm > 220 {
			t.Errorf("%s: the ticket is %.0f mm long", lang, mm)
		}
		number := bands(img)[1] // the centre's name, then the number
		if mm := float64(number) / dotsPerMillimetre; mm < 15 || mm > 30 {
			t.Errorf("%s: the number is %.1f mm high", lang, mm)
		}
		for y := range img.Bounds().Dy() {
			if black(img, 0, y) || black(img, 575, y) {
				t.Fatalf("%s: ink at the edge of row %d: words are cut off", lang, y)
			}
		}
	}
}

func TestTheCodeOnPaperLeadsToTheTicket(t *testing.T) {
	zbar, err := exec.LookPath("zbarimg")
	if err != nil {
		t.Skip("no zbarimg on this machine: reading the ticket's code was left out")
	}
	h := newHarness(t)
	ticket := h.take("employment", "language", "ru")
	for _, name := range []string{"ticket.png", "qr.png"} {
		w := h.ask(http.MethodGet, "/api/kiosk/tickets/"+ticket.ID+"/"+name, "")
		file := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(file, w.Body.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		out, err := exec.CommandContext(context.Background(), zbar, "-q", "--raw",
			file).Output() //nolint:gosec // found on the machine's path
		if err != nil {
			t.Fatalf("%s: zbarimg: %v", name, err)
		}
		if got := strings.TrimSpace(string(out)); got != ticket.TrackURL {
			t.Errorf("%s leads to %q, not to %q", name, got, ticket.TrackURL)
		}
	}
}

func TestALongWordIsSetSmallerNotCutOff(t *testing.T) {
	h := newHarness(t)
	ticket := h.take("benefits")
	s := printedTicket{centre: strings.Repeat("Ğ", 60), direction: "İstiqamət", track: public + ticket.Track}
	s.ticket.Label, s.ticket.Language = "B1234567", "az"
	body, err := h.surface.paper.draw(s)
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for y := range img.Bounds().Dy() {
		if black(img, 2, y) || black(img, 573, y) {
			t.Fatalf("row %d runs off the paper", y)
		}
	}
}

func TestAnUnknownTicketHasNoPaper(t *testing.T) {
	h := newHarness(t)
	for _, id := range []string{"999", "x", "-1"} {
		for _, name := range []string{"ticket.png", "qr.png"} {
			if w := h.ask(http.MethodGet, "/api/kiosk/tickets/"+id+"/"+name,
				""); w.Code != http.StatusNotFound {
				t.Errorf("%s of %s: %d", name, id, w.Code)
			}
		}
	}
}
