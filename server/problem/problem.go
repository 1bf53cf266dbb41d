// Package problem is how the server refuses: a code that never changes, a sentence
// for developers, and the facts that help. On the wire it becomes a problem
// document (RFC 9457); its title is the reader's language's (assets/i18n,
// "error.CODE").
package problem

// Code names a refusal. Codes are kebab-case, stable, and only ever added.
type Code string

// Error is a refusal with the facts that help: never a person's data.
type Error struct {
	Code   Code
	Detail string         // one English sentence for logs and developers
	Facts  map[string]any // e.g. {"status":"finished"}; becomes fields of the problem document
}

func (e *Error) Error() string { return string(e.Code) + ": " + e.Detail }
