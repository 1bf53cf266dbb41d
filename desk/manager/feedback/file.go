package feedback

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"net/http"
	"slices"
	"strconv"

	"github.com/gin-gonic/gin"

	"dost/assets"
	"dost/server/rating"
	"dost/server/web"
)

// satisfactionFile is a line for each day, direction and agent, with a column for each
// score.
func (s *Surface) satisfactionFile(c *gin.Context) error {
	list, from, to, err := s.ratings(c)
	if err != nil {
		return err
	}
	lang := web.Language(c)
	head := headOf(lang, "day", "direction", "agent", "visits", "mean")
	for score := rating.Worst; score <= rating.Best; score++ {
		head = append(head, strconv.Itoa(score))
	}
	type line struct {
		day, direction, agent string
		Scores
	}
	var lines []line
	for _, n := range list {
		one := line{day: n.Day.Date(), direction: string(n.Direction), agent: string(n.Agent)}
		entry(&lines, func(l line) bool {
			return l.day == one.day && l.direction == one.direction &&
				l.agent == one.agent
		}, one).add(n)
	}
	rows := [][]string{head}
	for _, l := range lines {
		row := []string{l.day, l.direction, l.agent, strconv.Itoa(l.Count),
			strconv.FormatFloat(l.Mean, 'f', 2, 64)}
		for _, visits := range l.Spread {
			row = append(row, strconv.Itoa(visits))
		}
		rows = append(rows, row)
	}
	return table(c, "satisfaction-"+onDay(from)+"-"+onDay(to), rows)
}

// volunteersFile is a line for each day and volunteer; times are in seconds.
func (s *Surface) volunteersFile(c *gin.Context) error {
	list, from, to, err := s.help(c)
	if err != nil {
		return err
	}
	rows := [][]string{headOf(web.Language(c), "day", "volunteer", "calls", "waited", "helped")}
	for _, h := range slices.Backward(list) {
		rows = append(rows, []string{h.Day, h.Volunteer, strconv.Itoa(h.Calls), strconv.Itoa(h.Waited),
			strconv.Itoa(h.Helped)})
	}
	return table(c, "volunteers-"+onDay(from)+"-"+onDay(to), rows)
}

func headOf(lang string, columns ...string) (head []string) {
	for _, column := range columns {
		head = append(head, assets.Text(lang, "feedback."+column, nil))
	}
	return head
}

// table sends rows as a file. It begins with a byte order mark, without which
// spreadsheets misread ə and Cyrillic letters.
func table(c *gin.Context, name string, rows [][]string) error {
	file := bytes.NewBufferString("\uFEFF")
	if err := csv.NewWriter(file).WriteAll(rows); err != nil {
		return fmt.Errorf("writing the table %s: %w", name, err)
	}
	c.Header("Content-Disposition", `attachment; filename="`+name+`.csv"`)
	c.Data(http.StatusOK, "text/csv; charset=utf-8", file.Bytes())
	return nil
}
