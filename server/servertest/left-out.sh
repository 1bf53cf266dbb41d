#!/bin/sh
# Says in its last line which kinds of test this machine could not run, and how many.
# Each stands for a Skip in the tests or for a build tag.
cd "$(dirname "$0")/../.." || exit
count=0 list=
leave_out() {
	count=$((count + 1))
	list="$list${list:+; }$1"
}
have() { command -v "$1" >/dev/null 2>&1; }
have chromium || have chromium-browser || have google-chrome || leave_out "the screens in a browser (no chromium)"
for tool in pdftotext pdfinfo pdftoppm; do
	have $tool || leave_out "reading the paper (no $tool)"
done
have zbarimg || leave_out "reading QR codes (no zbarimg)"
have node || leave_out "the modules of the screens (no node)"
test -f assets/node_modules/axe-core/axe.min.js || leave_out "accessibility (no axe-core: make fetches it)"
test "$(ls ../shared/seeds/*.txt 2>/dev/null | wc -l)" -ge 5 || leave_out "importing the source documents (not beside this copy)"
leave_out "the fault rigs (they need root: make rig)"
echo "left out: $count: $list"
