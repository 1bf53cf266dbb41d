package web_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"dost/server/i18n"
	"dost/server/web"
)

// Every role has all that its kind needs, and no two share a cookie or the letter of
// their ids: a browser would mistake one for the other.
func TestRolesAreComplete(t *testing.T) {
	taken := map[string]web.Role{}
	only := func(of, value string, role web.Role) {
		if other, twice := taken[of+value]; twice {
			t.Errorf("%s and %s share the %s %q", role, other, of, value)
		}
		taken[of+value] = role
	}
	for _, role := range web.Roles() {
		row, ok := role.Row()
		if !ok || row.Role != role {
			t.Errorf("%s leads to %+v, %v", role, row, ok)
		}
		only("name", string(role), role)
		if (row.Shows == web.None) != (row.Cookie == "") {
			t.Errorf("%s shows %q and has the cookie %q", role, row.Shows, row.Cookie)
		}
		if (row.Shows == web.Token) != (row.Letter != "") {
			t.Errorf("%s shows %q and begins its ids with %q", role, row.Shows, row.Letter)
		}
		if row.Cookie != "" {
			only("cookie", row.Cookie, role)
		}
		if row.Letter != "" {
			only("letter", row.Letter, role)
		}
	}
	if _, ok := web.Role("toaster").Row(); ok {
		t.Error("a role that there is not has a row")
	}
}

// The console names every role and every kind of device in every language.
func TestRolesHaveNames(t *testing.T) {
	for _, language := range i18n.Languages {
		text, err := os.ReadFile(filepath.Join("../../assets/i18n", language, "people.json"))
		if err != nil {
			t.Fatal(err)
		}
		var words map[string]string
		if err := json.Unmarshal(text, &words); err != nil {
			t.Fatal(err)
		}
		for prefix, roles := range map[string][]web.Role{"people.role.": web.StaffRoles(),
			"devices.kind.": web.DeviceKinds()} {
			for _, role := range roles {
				if words[prefix+string(role)] == "" {
					t.Errorf("%s: %s%s has no word", language, prefix, role)
				}
			}
		}
	}
	if !slices.Contains(web.StaffRoles(), web.Operator) || !slices.Contains(web.DeviceKinds(), web.Door) {
		t.Error("the lists are not those of the house")
	}
}
