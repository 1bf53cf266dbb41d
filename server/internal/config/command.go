// Package config is the command line of the server: every command, flag, variable
// and default in one struct, checked before anything starts. A flag --some-name
// may also come from the variable DOST_SOME_NAME; the flag wins.
//
// What the commands do is bound by name in package main: see Parse and Names.
package config

import (
	"fmt"
	"strings"

	"github.com/alecthomas/kong"

	"dost/server/i18n"
	"dost/server/web"
)

// Command is the whole command line (architecture, The contract). After Parse, the struct
// of the command that was given holds its values.
type Command struct {
	Serve     Serve     `cmd:"" help:"Run the centre."`
	Passports Passports `cmd:"" help:"Service passports: import them, or show one."`
	Verify    Verify    `cmd:"" help:"Check a confirmation's code without the server."`
	Backup    Backup    `cmd:"" help:"Copy a centre's journal into one file, also while it runs."`
	Restore   Restore   `cmd:"" help:"Put a backup in the place of a stopped centre's journal, and keep what lay there."`
	Audit     Audit     `cmd:"" help:"The chain of the journal's records."`
	Rebuild   Rebuild   `cmd:"" help:"Make what is derived from a centre's journal anew, while the server is stopped."`
	Calendar  Calendar  `cmd:"" help:"Every day of a year: working, short, and why."`
	Simulate  Simulate  `cmd:"" help:"Play a day with invented visitors, as ruled and with a regime tried. Changes nothing."`
	Staff     Staff     `cmd:"" help:"Who may sign in, while the server is stopped."`
	Device    Device    `cmd:"" help:"Devices and programs, while the server is stopped."`
}

// Passports are the commands on service passports.
type Passports struct {
	Import struct {
		Files []string `arg:"" name:"file" type:"existingfile" help:"Passports as published."`
		Data  string   `required:"" type:"path" placeholder:"DIR" help:"The centre's data."`
	} `cmd:"" help:"Read passports, store them, and report every doubt with field and line."`
	Show struct {
		File string `arg:"" type:"existingfile" help:"A passport as published."`
		JSON bool   `help:"As JSON."`
	} `cmd:"" help:"Read a passport and print it; nothing is stored."`
}

// Verify checks a confirmation.
type Verify struct {
	Code string `arg:"" name:"code-or-url" help:"The code, or the URL in the QR."`
	Key  string `required:"" type:"existingfile" placeholder:"FILE" help:"The centre's public key."`
}

// Backup copies a journal.
type Backup struct {
	Data string `required:"" type:"existingdir" placeholder:"DIR" help:"The centre's data."`
	File string `arg:"" type:"path" help:"The copy to make; it must not exist."`
}

// Restore puts a backup back.
type Restore struct {
	Data string `required:"" type:"existingdir" placeholder:"DIR" help:"The centre's data; the folder of keys must be in it."`
	File string `arg:"" type:"existingfile" help:"The backup."`
}

// Audit is about the chain of records.
type Audit struct {
	Verify struct {
		Data string `required:"" type:"existingdir" placeholder:"DIR" help:"The centre's data."`
	} `cmd:"" help:"Check that no record was changed, removed or put in."`
}

// Rebuild makes followers of the log anew.
type Rebuild struct {
	Data      string   `required:"" type:"existingdir" placeholder:"DIR" help:"The centre's data."`
	Followers []string `arg:"" optional:"" name:"follower" help:"tickets, applications, feedback, names or outbox; none = all."`
}

// Calendar prints a year.
type Calendar struct {
	Year     int    `arg:"" help:"The year, 1991 to 2100."`
	JSON     bool   `help:"As JSON."`
	Language string `enum:"${languages}" default:"az" help:"Of the reasons: ${enum} (${default})."`
}

// Validate is kong's.
func (c *Calendar) Validate() error {
	if c.Year < 1991 || c.Year > 2100 {
		return fmt.Errorf("the year must be 1991 to 2100, not %d", c.Year)
	}
	return nil
}

// Staff are the commands on accounts. The password of a new account is asked for
// at the terminal or read from standard input: an argument could be seen by others.
type Staff struct {
	Add struct {
		Login string `arg:"" help:"The login: a-z 0-9 . _ -"`
		Data  string `required:"" type:"path" placeholder:"DIR" help:"The centre's data."`
		Role  string `required:"" enum:"${roles}" help:"One of: ${enum}."`
		Name  string `required:"" help:"The person's name."`
	} `cmd:"" help:"Give somebody a login; asks for the password."`
	List struct {
		Data string `required:"" type:"existingdir" placeholder:"DIR" help:"The centre's data."`
	} `cmd:"" help:"All members of staff."`
	ResetFactor struct {
		Login string `arg:"" help:"The manager's login."`
		Data  string `required:"" type:"existingdir" placeholder:"DIR" help:"The centre's data."`
	} `cmd:"" help:"Take away the second factor of a manager who lost the phone."`
}

// Device are the commands on devices.
type Device struct {
	Add struct {
		Data string `required:"" type:"path" placeholder:"DIR" help:"The centre's data."`
		Kind string `required:"" enum:"${kinds}" help:"One of: ${enum}."`
		Name string `required:"" help:"Where it stands."`
	} `cmd:"" help:"Make a device and print its token, this once."`
}

// Parse reads a command line without the program's name. name is the command
// without its arguments, as Names has it: "serve", "passports import". For --help
// it prints the help and ends the program (kong.Exit changes that).
func Parse(args []string, options ...kong.Option) (name string, c *Command, err error) {
	c = &Command{}
	k, err := parser(c, options...)
	if err != nil {
		return "", nil, err
	}
	parsed, err := k.Parse(args)
	if err != nil {
		return "", nil, err
	}
	return nameOf(parsed.Command()), c, nil
}

func parser(c *Command, options ...kong.Option) (*kong.Kong, error) {
	options = append([]kong.Option{
		kong.Name("server"),
		kong.Description("The queue of a DOST centre."),
		kong.DefaultEnvars("DOST"),
		kong.Vars{
			"roles":     strings.Join(web.RoleNames(web.StaffRoles()), ","),
			"kinds":     strings.Join(web.RoleNames(web.DeviceKinds()), ","),
			"languages": strings.Join(i18n.Languages, ","),
		},
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
	}, options...)
	k, err := kong.New(c, options...)
	if err != nil {
		return nil, fmt.Errorf("reading the command's own structure: %w", err)
	}
	return k, nil
}

// nameOf drops the arguments that kong puts into a command's name.
func nameOf(command string) string {
	var words []string
	for word := range strings.FieldsSeq(command) {
		if !strings.HasPrefix(word, "<") {
			words = append(words, word)
		}
	}
	return strings.Join(words, " ")
}

// Names are all commands, so that a test can show that each is bound.
func Names() []string {
	k, err := parser(&Command{})
	if err != nil {
		return nil
	}
	var names []string
	for _, leaf := range k.Model.Leaves(true) {
		names = append(names, nameOf(leaf.Path()))
	}
	return names
}
