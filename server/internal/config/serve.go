package config

import (
	"cmp"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Serve is how a centre runs.
type Serve struct {
	Data       string        `required:"" type:"path" placeholder:"DIR" help:"The centre's data: journal, keys. Made if it is not there."`
	Addr       string        `default:"127.0.0.1:8080" placeholder:"HOST:PORT" help:"Where the hall's kiosks, displays and desks reach the server (${default})."`
	PublicAddr string        `placeholder:"HOST:PORT" help:"A second address for visitors' phones: following a ticket and checking a confirmation, nothing else."`
	PublicURL  string        `name:"public-url" placeholder:"https://…" help:"How visitors' phones reach it; stands in QR codes."`
	TLSCert    string        `name:"tls-cert" type:"existingfile" placeholder:"FILE" help:"Certificate chain, PEM."`
	TLSKey     string        `name:"tls-key" type:"existingfile" placeholder:"FILE" help:"Its private key, PEM."`
	Centre     string        `placeholder:"NAME" help:"The centre's name, on screens and paper."`
	Code       string        `placeholder:"CODE" help:"The centre's code in the numbers of applications, 1 to 12 of A-Z 0-9 and hyphens."`
	Demo       bool          `help:"Three directions, six desks, and passwords that everybody knows; loopback only."`
	LogLevel   string        `enum:"debug,info,warn,error" default:"info" help:"debug, info, warn or error (${default})."`
	DeviceRate float64       `default:"0" placeholder:"N" help:"Requests a second that one device may send; 0 is no limit (${default})."`
	Drain      time.Duration `default:"10s" help:"How long open requests may take to finish at the end, 1s to 1m (${default})."`
}

var centreCode = regexp.MustCompile(`^[A-Z0-9-]{1,12}$`)

// Validate is kong's: it refuses what could not work or would be unsafe.
func (s *Serve) Validate() error {
	hall, err := address("--addr", s.Addr)
	if err != nil {
		return err
	}
	if s.Demo && !loopback(hall) {
		return fmt.Errorf(
			"--demo has passwords that everybody knows and listens on loopback only: use --addr 127.0.0.1:8080, not %s", s.Addr)
	}
	if err := s.checkPublic(); err != nil {
		return err
	}
	if (s.TLSCert == "") != (s.TLSKey == "") {
		return errors.New("--tls-cert and --tls-key go together")
	}
	if s.Drain < time.Second || s.Drain > time.Minute {
		return fmt.Errorf("--drain must be 1s to 1m, not %s", s.Drain)
	}
	if s.DeviceRate < 0 {
		return errors.New("--device-rate must not be negative")
	}
	if s.Code != "" && !centreCode.MatchString(s.Code) {
		return fmt.Errorf("--code must be 1 to 12 of A-Z, 0-9 and hyphens, not %q", s.Code)
	}
	if len([]rune(s.Centre)) > 60 {
		return errors.New("--centre has at most 60 characters, or it does not fit on a ticket")
	}
	return nil
}

func (s *Serve) checkPublic() error {
	if s.PublicAddr != "" {
		public, err := address("--public-addr", s.PublicAddr)
		if err != nil {
			return err
		}
		if s.Demo && !loopback(public) {
			return fmt.Errorf("--demo listens on loopback only, not on --public-addr %s", s.PublicAddr)
		}
		if s.PublicAddr == s.Addr && !strings.HasSuffix(s.Addr, ":0") {
			return errors.New("--public-addr must be another address than --addr")
		}
	}
	if s.PublicURL == "" {
		return nil
	}
	u, err := url.Parse(s.PublicURL)
	if err != nil || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" ||
		strings.Trim(u.Path, "/") != "" {
		return fmt.Errorf("--public-url must be https://HOST without a path, not %q", s.PublicURL)
	}
	if u.Scheme != "https" && (u.Scheme != "http" || !loopback(u.Hostname())) {
		return errors.New(
			"--public-url must be https, or http to loopback: what a phone opens must not be readable on its way")
	}
	return nil
}

// AfterApply is kong's: it settles what follows from other values.
func (s *Serve) AfterApply() error {
	s.PublicURL = strings.TrimRight(s.PublicURL, "/")
	centre, code := "DOST", "DOST"
	if s.Demo {
		centre, code = "Demo", "DEMO"
	}
	s.Centre, s.Code = cmp.Or(s.Centre, centre), cmp.Or(s.Code, code)
	return nil
}

// TLS says whether the server itself speaks TLS.
func (s *Serve) TLS() bool { return s.TLSCert != "" }

// HTTPS says whether people reach the server by TLS, be it by a proxy.
func (s *Serve) HTTPS() bool {
	return s.TLS() || strings.HasPrefix(s.PublicURL, "https://") && s.PublicAddr == ""
}

// URL is how links to the server begin: PublicURL, else the address that it
// listens on, which the caller gives since a port 0 becomes another.
func (s *Serve) URL(listening net.Addr) string {
	if s.PublicURL != "" {
		return s.PublicURL
	}
	if s.TLS() {
		return "https://" + listening.String()
	}
	return "http://" + listening.String()
}

// address checks HOST:PORT and gives the host.
func address(flag, value string) (host string, err error) {
	host, port, err := net.SplitHostPort(value)
	if err != nil {
		return "", fmt.Errorf("%s must be HOST:PORT, not %q", flag, value)
	}
	if n, err := strconv.Atoi(port); err != nil || n < 0 || n > 65535 {
		return "", fmt.Errorf("%s: the port must be a number up to 65535, not %q", flag, port)
	}
	return host, nil
}

// loopback says whether a host can be reached from this machine only. No host is
// every address of the machine.
func loopback(host string) bool {
	if host == "localhost" {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.IsLoopback()
}
