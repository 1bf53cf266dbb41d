package web

import (
	"context"
	"fmt"
	"net/http"
	"strings"

	"dost/server/problem"
)

// AccessRow is one line of the role × route table.
type AccessRow struct {
	Method, Path string // Path is Gin's pattern
	For          []Role
}

// AccessTable is every route and live endpoint of the surfaces with its roles. Routes
// that delete come last, so that a walk ends its own session at its end.
func AccessTable(surfaces []Surface) []AccessRow {
	routes, lives := collect(surfaces)
	var rows, last []AccessRow
	for _, r := range routes {
		row := AccessRow{r.Method, r.Path, r.For}
		if r.Method == http.MethodDelete {
			last = append(last, row)
		} else {
			rows = append(rows, row)
		}
	}
	for _, l := range lives {
		rows = append(rows, AccessRow{http.MethodGet, l.Path, l.For})
	}
	return append(rows, last...)
}

// Walk asks for every row of the table as every role and reports each answer that
// the table does not promise: nil when the server is as its table. ask sends the
// request as the role (Anyone sends no credentials) and gives the answer's status
// and code. Requests carry no body and "x" for every parameter, so an admitted one
// ends in some other refusal; deletions are really done.
func Walk(surfaces []Surface, ask func(r *http.Request, as Role) (status int, code problem.Code)) []string {
	var faults []string
	for _, row := range AccessTable(surfaces) {
		for _, role := range Roles() {
			path := parameter.ReplaceAllString(row.Path, "x")
			r, err := http.NewRequestWithContext(context.Background(), row.Method, path, http.NoBody)
			if err != nil {
				faults = append(faults, fmt.Sprintf("%s %s: %v", row.Method, row.Path, err))
				continue
			}
			status, code := ask(r, role)
			if fault := judge(row, role, status, code); fault != "" {
				faults = append(faults, fmt.Sprintf("%s %s as %s: %s", row.Method, row.Path, role, fault))
			}
		}
	}
	return faults
}

// judge compares one answer with the table.
func judge(row AccessRow, role Role, status int, code problem.Code) string {
	caller := Caller{Role: role, ID: "x"}
	if role == Anyone {
		caller = Caller{}
	}
	want := problem.Code("")
	switch {
	case admits(row.For, caller):
	case role == Anyone:
		want = CodeNotSignedIn
	default:
		want = CodeWrongRole
	}
	switch refused := code == CodeNotSignedIn || code == CodeWrongRole; {
	case want != "" && (code != want || status != Status(want)):
		return fmt.Sprintf("answers %d %s, want %d %s", status, code, Status(want), want)
	case want == "" && refused:
		return fmt.Sprintf("answers %d %s, but %s may call it", status, code,
			strings.Join(RoleNames(row.For), ", "))
	case code == CodeUnknownRoute || code == CodeMethodNotAllowed:
		return fmt.Sprintf("answers %d %s: it is not mounted", status, code)
	}
	return ""
}
