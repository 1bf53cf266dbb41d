package appointment

import "strings"

// codes is how many codes there are: five digits are free.
const codes = 100_000

// damm is the multiplication table of a quasigroup of order ten without a fixed
// point but zero: a number run through it ends in zero exactly when its check digit
// is right, and no single wrong digit nor exchange of neighbours keeps it so
// (H. M. Damm, 2004).
var damm = [10][10]byte{
	{0, 3, 1, 7, 5, 9, 8, 6, 4, 2},
	{7, 0, 9, 2, 1, 5, 4, 8, 6, 3},
	{4, 2, 0, 6, 8, 7, 1, 3, 5, 9},
	{1, 7, 5, 0, 9, 8, 3, 4, 2, 6},
	{6, 1, 2, 3, 0, 4, 5, 9, 7, 8},
	{3, 6, 7, 4, 2, 0, 9, 5, 8, 1},
	{5, 8, 6, 9, 7, 2, 0, 1, 3, 4},
	{8, 9, 4, 5, 3, 6, 2, 0, 1, 7},
	{9, 4, 3, 8, 6, 1, 7, 2, 0, 5},
	{2, 5, 8, 1, 4, 3, 6, 7, 9, 0},
}

// checkDigit runs digits through the table.
func checkDigit(digits string) byte {
	var at byte
	for i := range len(digits) {
		at = damm[at][digits[i]-'0']
	}
	return at
}

// codeOf is the code of a number below codes.
func codeOf(n uint32) string {
	var digits [6]byte
	for i := 4; i >= 0; i-- {
		digits[i] = byte('0' + n%10)
		n /= 10
	}
	digits[5] = '0' + checkDigit(string(digits[:5]))
	return string(digits[:])
}

// ParseCode reads a code as people type it, with or without a space or a dash. ok is
// false when it cannot be one: a digit is missing or wrong.
func ParseCode(text string) (code string, ok bool) {
	code = strings.NewReplacer(" ", "", "-", "", "\u00a0", "").Replace(text)
	if len(code) != 6 || strings.Trim(code, "0123456789") != "" {
		return "", false
	}
	return code, checkDigit(code) == 0
}

// Spoken is a code in the two groups in which it is read out: "482 915".
func Spoken(code string) string {
	if len(code) != 6 {
		return code
	}
	return code[:3] + " " + code[3:]
}
