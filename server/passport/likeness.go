package passport

import (
	"regexp"
	"slices"
	"strings"
)

// gram is a run of three letters, the measure of likeness.
type gram uint64

// grams are a folded wording's letter triples, sorted, with repetitions.
func grams(folded string) []gram {
	list := make([]gram, 0, len(folded)+2)
	g := gram(' ')
	n := 1
	push := func(r rune) {
		g = (g<<21 | gram(r)) & (1<<63 - 1)
		if n++; n >= 3 {
			list = append(list, g)
		}
	}
	for _, r := range folded {
		push(r)
	}
	push(' ')
	slices.Sort(list)
	return list
}

// dice compares two sorted lists of grams: 1 the same, 0 nothing in common.
func dice(a, b []gram) float64 {
	if len(a)+len(b) == 0 {
		return 0
	}
	shared := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			shared++
			i++
			j++
		case a[i] < b[j]:
			i++
		default:
			j++
		}
	}
	return 2 * float64(shared) / float64(len(a)+len(b))
}

// overlap is the likeness of two wordings, 0 to 1.
func overlap(a, b string) float64 { return dice(grams(Fold(a)), grams(Fold(b))) }

// wording is one known heading, prepared for comparison.
type wording struct {
	key  fieldKey
	size int
}

type posting struct{ wording, count int }

// The index of all headings (letter triple → the wordings that hold it, with
// how often) and the wordings of all classes. They are built once, from the
// tables alone.
var (
	wordings     []wording
	postings     = map[gram][]posting{}
	classGrams   [][]gram
	classOfGrams []Classification
)

func init() {
	for key := range fieldSpecs {
		for _, w := range fieldSpecs[key].wordings {
			list := grams(Fold(w))
			eachGram(list, func(g gram, count int) {
				postings[g] = append(postings[g], posting{len(wordings), count})
			})
			wordings = append(wordings, wording{fieldKey(key), len(list)})
		}
	}
	if len(wordings) > maxWordings {
		panic("passport: more headings than the index has room for")
	}
	for _, c := range Classes() {
		for _, w := range append([]string{c.Name.Az, c.Name.En, c.Name.Ru}, c.Variants...) {
			classGrams = append(classGrams, grams(Fold(w)))
			classOfGrams = append(classOfGrams, c.Code)
		}
	}
}

// eachGram visits the different grams of a sorted list with their counts.
func eachGram(list []gram, visit func(g gram, count int)) {
	for i := 0; i < len(list); {
		j := i
		for j < len(list) && list[j] == list[i] {
			j++
		}
		visit(list[i], j-i)
		i = j
	}
}

// classOf finds the class whose wording is most like.
func classOf(text string) (best Classification, like float64) {
	own := grams(Fold(text))
	for i, g := range classGrams {
		if d := dice(own, g); d > like {
			best, like = classOfGrams[i], d
		}
	}
	return best, like
}

// The longest text that can be a heading with its remark, and the longest
// heading without, in bytes.
const (
	maxHeading = 1000
	maxWording = 160

	maxWordings = 128 // known headings, all fields together
)

var remark = regexp.MustCompile(
	`(?i)\s*(?:\*.*|\((?:qeyd|not[ae])\b.*|\(\s*strukturun.*|\(\s*(?:structure )?example.*|-\s*yalnız.*|yalnız 1-ni.*)$`)

// likeness compares a line with every known heading: 1 is the same wording, 0
// nothing in common. rest is the remark that was left out, such as a note.
func likeness(text string) (key fieldKey, score float64, rest string) {
	if len(text) > maxHeading {
		return 0, 0, ""
	}
	if strings.ContainsAny(text, "*(") || strings.Contains(text, "yalnız") {
		if loc := remark.FindStringIndex(text); loc != nil && loc[0] > 0 {
			text, rest = text[:loc[0]], strings.TrimSpace(text[loc[0]:])
		}
	}
	folded := Fold(text)
	if len(folded) < 6 || len(folded) > maxWording {
		return 0, 0, ""
	}
	var shared [maxWordings]int
	own := grams(folded)
	eachGram(own, func(g gram, count int) {
		for _, p := range postings[g] {
			shared[p.wording] += min(count, p.count)
		}
	})
	for i, w := range wordings {
		s := 2 * float64(shared[i]) / float64(len(own)+w.size)
		if s > score && s >= likeNumbered && fieldSpecs[w.key].admits(folded) {
			key, score = w.key, s
		}
	}
	return key, score, rest
}

func (f *fieldSpec) admits(folded string) bool {
	folded = " " + folded + " "
	for _, b := range f.bars {
		if strings.Contains(folded, b) {
			return false
		}
	}
	for _, n := range f.needs {
		if strings.Contains(folded, n) {
			return true
		}
	}
	return false
}
