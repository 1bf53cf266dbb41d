package staff

import (
	"slices"
	"strings"
	"unicode/utf8"

	"dost/server/i18n"
	"dost/server/web"
)

// The codes of staff and devices that the kit does not know of.
const (
	CodeBadLogin       = "bad-login"
	CodeBadName        = "bad-name"
	CodeBadRole        = "bad-role"
	CodeBadPassword    = "bad-password"
	CodeBadKind        = "bad-kind"
	CodeLoginTaken     = "login-taken"
	CodeLastManager    = "last-manager"
	CodeUnknownAccount = "unknown-account"
	CodeUnknownDevice  = "unknown-device"
	CodeUnknownPairing = "unknown-pairing"
)

// Limits of what people type, in characters.
const (
	maxLogin    = 32
	maxName     = 80
	minPassword = 8
	maxPassword = 128
)

// Fold is a login as it is compared and stored: İ, I and ı are i whatever the
// keyboard's language, other capitals are small, spaces around it are gone.
// ("İLHAM", "ilham" and "Ilham" are one person; promises, Settings.) False when
// what remains is not 1 to 32 of a-z 0-9 . _ -
func Fold(login string) (string, bool) {
	var b strings.Builder
	for _, r := range strings.TrimSpace(login) {
		switch {
		case r == 'İ' || r == 'I' || r == 'ı':
			b.WriteByte('i')
		case r == '\u0307': // the dot that lower-casing leaves over an i
		case r >= 'A' && r <= 'Z':
			b.WriteRune(r + 'a' - 'A')
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9', r == '.', r == '_', r == '-':
			b.WriteRune(r)
		default:
			return "", false
		}
		if b.Len() > maxLogin {
			return "", false
		}
	}
	return b.String(), b.Len() > 0
}

// checkName gives a person's or device's name without spaces around it.
func checkName(name string) (string, error) {
	name = strings.TrimSpace(name)
	if n := utf8.RuneCountInString(name); n == 0 || n > maxName || i18n.Unprintable(name) ||
		strings.Contains(name, "\n") {
		return "", web.Fail(CodeBadName, "a name has 1 to 80 characters", nil)
	}
	return name, nil
}

func checkRole(role string) (web.Role, error) {
	if r := web.Role(role); slices.Contains(staffRoles, r) {
		return r, nil
	}
	return "", web.Fail(CodeBadRole, "a role is one of: "+strings.Join(web.RoleNames(staffRoles), ", "), nil)
}

// checkPassword looks at the length only: a password is never changed, cut or
// folded.
func checkPassword(password string) error {
	if n := utf8.RuneCountInString(password); n < minPassword || n > maxPassword {
		return web.Fail(CodeBadPassword, "a password has 8 to 128 characters",
			map[string]any{"least": minPassword, "most": maxPassword})
	}
	return nil
}
