package assets_test

import (
	"testing"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"dost/assets"
)

// letters is all that the three languages, prices and numbers are written with.
const letters = "ABCÇDEƏFGĞHXIİJKQLMNOÖPRSŞTUÜVYZ" + "abcçdeəfgğhxıijkqlmnoöprsştuüvyz" + "Ww" +
	"АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ" + "абвгдеёжзийклмнопрстуфхцчшщъыьэюя" +
	"0123456789" + "„“”«»‘’–—…№₼€%+-±×·•/\\()[]{}<>=!?.,:;'\"@#&*_~|^°§©" + "\u00a0"

var typefaces = []string{"NotoSans-Regular.ttf", "NotoSans-Bold.ttf"}

// A PDF or image library draws an empty box for a glyph it lacks, and says
// nothing: so the coverage is held here.
func TestFontsCoverTheThreeLanguages(t *testing.T) {
	for _, name := range typefaces {
		f, err := sfnt.Parse(assets.Font(name))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		var b sfnt.Buffer
		for _, r := range letters {
			if glyph, err := f.GlyphIndex(&b, r); err != nil || glyph == 0 {
				t.Errorf("%s lacks %q (%U): %v", name, r, r, err)
			}
		}
		if glyph, _ := f.GlyphIndex(&b, '漢'); glyph != 0 {
			t.Errorf("%s claims every letter: the test is blind", name)
		}
	}
}

func TestDigitsAreOfOneWidth(t *testing.T) {
	for _, name := range typefaces {
		f, err := sfnt.Parse(assets.Font(name))
		if err != nil {
			t.Fatal(err)
		}
		var b sfnt.Buffer
		widths := map[fixed.Int26_6]bool{}
		for r := '0'; r <= '9'; r++ {
			glyph, err := f.GlyphIndex(&b, r)
			if err != nil {
				t.Fatal(err)
			}
			width, err := f.GlyphAdvance(&b, glyph, fixed.I(1000), 0)
			if err != nil {
				t.Fatal(err)
			}
			widths[width] = true
		}
		if len(widths) != 1 {
			t.Errorf("%s has digits of %d widths: columns of figures would dance", name, len(widths))
		}
	}
}

func TestAnUnknownFontPanics(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("an unknown font was handed out")
		}
	}()
	assets.Font("Comic.ttf")
}
