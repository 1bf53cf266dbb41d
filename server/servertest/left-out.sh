#!/bin/sh
# Says which tests this machine could not run for want of a tool.
missing=
for tool in chromium:browser-tests pdftotext:reading-the-paper pdftoppm:reading-the-paper zbarimg:reading-QR-codes node:screen-modules; do
	command -v "${tool%%:*}" >/dev/null 2>&1 || missing="$missing ${tool%%:*} (${tool#*:})"
done
if [ -n "$missing" ]; then
	echo "left out for want of:$missing"
else
	echo "left out: nothing; every tool the tests ask for is here"
fi
echo "left out as well: the fault rigs, which need root: make rig"
