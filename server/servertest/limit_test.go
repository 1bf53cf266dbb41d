package servertest_test

import (
	"database/sql"
	"encoding/json"
	"net"
	"net/http"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/gorilla/websocket"
	_ "github.com/mattn/go-sqlite3"
)

// limit is the minimal program that each figure is measured against (speed, Limits): gin,
// a counter, one writer with group commit of one row a ticket into SQLite with
// WAL and synchronous FULL, and a message prepared once for all displays, each of
// which has a goroutine that writes. It does nothing else that a queue must do.
type limit struct {
	url    string
	orders chan order
	stmt   *sql.Stmt
	db     *sql.DB
	number atomic.Int64
	join   chan chan *websocket.PreparedMessage
	pad    atomic.Int64 // bytes by which a frame is longer than its call
}

type order struct {
	number int64
	call   bool
	done   chan struct{}
}

func startLimit(b *testing.B) *limit {
	b.Helper()
	name := "file:" + filepath.Join(b.TempDir(), "limit.db") +
		"?_journal_mode=WAL&_synchronous=FULL&_txlock=immediate"
	db, err := sql.Open("sqlite3", name)
	if err != nil {
		b.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	if _, err := db.Exec(`CREATE TABLE t (id INTEGER PRIMARY KEY, number INTEGER, body TEXT)`); err != nil {
		b.Fatal(err)
	}
	l := &limit{orders: make(chan order, 1024), join: make(chan chan *websocket.PreparedMessage, 4096),
		db: db}
	if l.stmt, err = db.Prepare(`INSERT INTO t (number, body) VALUES (?, ?)`); err != nil {
		b.Fatal(err)
	}
	gin.SetMode(gin.ReleaseMode)
	engine := gin.New()
	engine.POST("/api/kiosk/tickets", l.issue)
	engine.POST("/api/desk/next", l.call)
	engine.GET("/live/display", l.watch)
	listener, err := net.Listen("tcp", "127.0.0.1:0") //nolint:noctx // a test's own listener
	if err != nil {
		b.Fatal(err)
	}
	server := &http.Server{Handler: engine, ReadHeaderTimeout: time.Second}
	go func() { _ = server.Serve(listener) }()
	go l.write()
	b.Cleanup(func() { _ = server.Close(); close(l.orders) })
	l.url = "http://" + listener.Addr().String()
	return l
}

func (l *limit) issue(c *gin.Context) {
	var in struct {
		Key       string `json:"key"`
		Direction string `json:"direction"`
	}
	if err := json.NewDecoder(c.Request.Body).Decode(&in); err != nil {
		c.Status(http.StatusBadRequest)
		return
	}
	o := order{number: l.number.Add(1), done: make(chan struct{}, 1)}
	l.orders <- o
	<-o.done
	c.JSON(http.StatusCreated, gin.H{"number": o.number, "direction": in.Direction})
}

func (l *limit) call(c *gin.Context) {
	o := order{number: l.number.Add(1), call: true, done: make(chan struct{}, 1)}
	l.orders <- o
	<-o.done
	c.JSON(http.StatusOK, gin.H{"number": o.number})
}

func (l *limit) watch(c *gin.Context) {
	up := websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}
	conn, err := up.Upgrade(c.Writer, c.Request, nil)
	if err != nil {
		return
	}
	frames := make(chan *websocket.PreparedMessage, 16)
	l.join <- frames
	for m := range frames {
		if conn.WritePreparedMessage(m) != nil {
			return
		}
	}
}

// write is the one writer: what waits, in one commit; then the displays; then the
// answers.
func (l *limit) write() {
	var displays []chan *websocket.PreparedMessage
	var batch []order
	for first := range l.orders {
		batch = append(batch[:0], first)
		for len(batch) < 256 && len(l.orders) > 0 {
			batch = append(batch, <-l.orders)
		}
		tx, err := l.db.Begin()
		if err != nil {
			panic(err)
		}
		stmt := tx.Stmt(l.stmt)
		for _, o := range batch {
			if _, err := stmt.Exec(o.number, `{"direction":"benefits","language":"az"}`); err != nil {
				panic(err)
			}
		}
		if err := tx.Commit(); err != nil {
			panic(err)
		}
		for len(l.join) > 0 {
			displays = append(displays, <-l.join)
		}
		for _, o := range batch {
			if o.call {
				text, _ := json.Marshal(gin.H{
					"calls": []gin.H{{"number": o.number}}, "pad": strings.Repeat("x", int(l.pad.Load())),
					"seq": o.number,
				})
				m, _ := websocket.NewPreparedMessage(websocket.TextMessage, text)
				for _, d := range displays {
					d <- m
				}
			}
			o.done <- struct{}{}
		}
	}
}
