package servertest

// still is true of a page that has its fonts, that changed nothing for a tenth of a
// second, and on which nothing moves but what moves for ever.
const still = `(async () => {
	await document.fonts.ready;
	let changed = false;
	const watch = new MutationObserver(() => { changed = true; });
	watch.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
	await new Promise((done) => setTimeout(done, 100));
	watch.disconnect();
	const ends = (a) => a.effect.getComputedTiming().endTime !== Infinity;
	return !changed && !document.getAnimations().some((a) => a.playState === "running" && ends(a));
})()`

// Settle waits until the page stands still, so that a picture or a measure of it is
// not one of something between.
func (p *Page) Settle() {
	p.t.Helper()
	p.Until(still)
}

// Speak chooses a language in the bar and waits until the page has it and stands still.
func (p *Page) Speak(language string) {
	p.t.Helper()
	p.Click(`.bar .languages button[lang=` + language + `]`)
	p.Until("document.documentElement.lang === '" + language + "'")
	p.Settle()
}
