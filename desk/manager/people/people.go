// Package people is the console's pages of staff, devices and the manager's own sign-in.
// What they ask of the server, server/internal/staff answers.
package people

import "embed"

// UI is the files of the pages.
//
//go:embed ui
var UI embed.FS
