package assets

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"sort"
	"strings"
	"sync"
	"time"
)

// errNoModules says what a build without its browser modules needs.
var errNoModules = errors.New(
	"assets: the browser modules were not built in: run make, which fetches them with npm, and build again")

// libModules are the modules that gather.mjs puts into lib/, by import name.
var libModules = map[string]string{
	"preact":               "lib/preact.js",
	"preact/hooks":         "lib/hooks.js",
	"htm":                  "lib/htm.js",
	"@preact/signals":      "lib/signals.js",
	"@preact/signals-core": "lib/signals-core.js",
}

// Site serves the files of all screens. It is made once, at the start, and is
// safe for concurrent use.
type Site struct {
	build     string
	files     map[string]*file // by path below /a/BUILD/
	importMap string
	policy    string
}

type file struct {
	body  []byte
	gz    func() []byte // made when first asked for; it gives nil where gzip does not pay
	mime  string
	etag  string
	order string // the name that decides the build's hash
}

// New gathers the shared files and each surface's own ("kiosk": its embedded ui
// folder, with or without that folder's name as root) and computes the build. It fails when the
// browser modules are missing.
func New(surfaces map[string]fs.FS) (*Site, error) {
	s := &Site{files: map[string]*file{}}
	for _, dir := range []string{"css", "fonts", "js", "lib", "voice"} {
		sub, err := fs.Sub(files, dir)
		if err != nil {
			return nil, fmt.Errorf("assets: opening %s: %w", dir, err)
		}
		if err := s.add(dir, sub); err != nil {
			return nil, err
		}
	}
	for name, ui := range surfaces {
		if sub, err := fs.Sub(ui, "ui"); err == nil {
			if _, err := fs.Stat(ui, "ui"); err == nil {
				ui = sub
			}
		}
		if err := s.add(name, ui); err != nil {
			return nil, err
		}
	}
	for _, name := range libModules {
		if s.files[name] == nil {
			return nil, errNoModules
		}
	}
	s.build = s.hash()
	s.shell()
	return s, nil
}

// add reads a folder below prefix. What has no media type here (tests and tools in
// .mjs, hidden files) is not served.
func (s *Site) add(prefix string, from fs.FS) error {
	err := fs.WalkDir(from, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name := path.Join(prefix, p)
		mime := mimeOf(name)
		if mime == "" {
			return nil
		}
		body, err := fs.ReadFile(from, p)
		if err != nil {
			return err
		}
		s.files[name] = newFile(name, mime, body)
		return nil
	})
	if err != nil {
		return fmt.Errorf("assets: reading %s: %w", prefix, err)
	}
	return nil
}

func newFile(name, mime string, body []byte) *file {
	sum := sha256.Sum256(body)
	f := &file{body: body, mime: mime, order: name, etag: `"` + hex.EncodeToString(sum[:12]) + `"`}
	packed := strings.HasPrefix(mime, "font/") || strings.HasPrefix(mime, "audio/") || mime == "image/png"
	f.gz = sync.OnceValue(func() []byte {
		if packed {
			return nil
		}
		return squeezed(body)
	})
	return f
}

// squeezed is body compressed, or nil when that saves less than a tenth.
func squeezed(body []byte) []byte {
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		panic(err) // the level is a constant
	}
	_, _ = w.Write(body) // a bytes.Buffer never fails
	_ = w.Close()
	if b.Len() > len(body)*9/10 {
		return nil
	}
	return b.Bytes()
}

// mimeOf is the media type of what is served; "" for what is not. It does not
// ask the machine's tables, which differ.
func mimeOf(name string) string {
	switch path.Ext(name) {
	case ".css":
		return "text/css; charset=utf-8"
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".json":
		return "application/json"
	case ".svg":
		return "image/svg+xml"
	case ".png":
		return "image/png"
	case ".woff2":
		return "font/woff2"
	case ".opus", ".ogg":
		return "audio/ogg"
	case ".txt":
		return "text/plain; charset=utf-8"
	}
	return ""
}

// hash is short, and changes with any content, wording included: screens reload
// themselves by it.
func (s *Site) hash() string {
	h := sha256.New()
	names := make([]string, 0, len(s.files))
	for name := range s.files {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		_, _ = fmt.Fprintf(h, "%s %s\n", name, s.files[name].etag)
	}
	_ = fs.WalkDir(files, "i18n", func(p string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			body, _ := files.ReadFile(p)
			_, _ = fmt.Fprintf(h, "%s %x\n", p, sha256.Sum256(body))
		}
		return nil
	})
	return hex.EncodeToString(h.Sum(nil))[:12]
}

// Build names the content of the whole site: 12 hexadecimal digits.
func (s *Site) Build() string { return s.build }

// URL is the address of a file: URL("css/tokens.css") or URL("kiosk/app.js").
func (s *Site) URL(name string) string { return "/a/" + s.build + "/" + name }

// ServeHTTP answers below /a/. A file's address holds the build, so browsers may
// keep it for ever; an address of another build is not found.
func (s *Site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "method not allowed", http.StatusMethodNotAllowed)
		return
	}
	name, ours := strings.CutPrefix(r.URL.Path, "/a/"+s.build+"/")
	f := s.files[name]
	if !ours || f == nil {
		w.Header().Set("Cache-Control", "no-store")
		http.Error(w, "not found", http.StatusNotFound)
		return
	}
	h := w.Header()
	h.Set("Content-Type", f.mime)
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	body, etag := f.body, f.etag
	if gz := f.gz(); gz != nil {
		h.Set("Vary", "Accept-Encoding")
		if strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") && r.Header.Get("Range") == "" {
			h.Set("Content-Encoding", "gzip")
			body, etag = gz, strings.TrimSuffix(f.etag, `"`)+`-gz"`
		}
	}
	h.Set("ETag", etag)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(body))
}
