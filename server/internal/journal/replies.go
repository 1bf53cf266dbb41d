package journal

import (
	"database/sql"
	"fmt"

	"dost/server/centre"
)

// rememberedFrom is the first record of the last business day but one with a record:
// answers on older rows are forgotten.
const rememberedFrom = `SELECT coalesce((SELECT first FROM days
	WHERE day < (SELECT max(day) FROM days) ORDER BY day DESC LIMIT 1), 1)`

// Replies hands over every answer that is still remembered: those of the last
// business day with a record and of the one before. Two answers to one key are
// ErrChanged: a journal of ours never holds them.
func (j *Journal) Replies(each func(centre.Reply)) error {
	// The table is of journals whose answers did not ride on records yet.
	rows, err := j.Reader().Query(`SELECT caller, key, fingerprint, day, status, body FROM replies
		WHERE day >= coalesce((SELECT max(day) FROM days WHERE day < (SELECT max(day) FROM days)), 0)
		UNION ALL SELECT actor, key, fingerprint, day, status, answer FROM events
			WHERE seq >= (` + rememberedFrom + `) AND key IS NOT NULL`)
	if err != nil {
		return fmt.Errorf("reading the answers to keys: %w", err)
	}
	defer func() { _ = rows.Close() }()
	known := map[[2]string]struct{}{}
	for rows.Next() {
		var r centre.Reply
		var body []byte
		if err := rows.Scan(&r.Caller, &r.Key, &r.Fingerprint, &r.Day, &r.Status, &body); err != nil {
			return fmt.Errorf("reading the answer to a key: %w", err)
		}
		r.Body = body
		key := [2]string{r.Caller, r.Key}
		if _, twice := known[key]; twice {
			return fmt.Errorf("reading the answers to keys: %w: key %q of %s was answered twice",
				ErrChanged, r.Key, r.Caller)
		}
		known[key] = struct{}{}
		each(r)
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("reading the answers to keys: %w", err)
	}
	return nil
}

// ForgetReplies takes the answers off old rows, so many rows at most, and tells whether
// there are more: apart from the orders of the day, and in transactions short enough for
// none of them to wait. The records stay, and so does the chain, which covers no answer.
func (j *Journal) ForgetReplies(most int) (more bool, err error) {
	err = j.Write(func(tx *sql.Tx) error {
		var done, until uint64
		row := tx.QueryRow(`SELECT forgotten, (` + rememberedFrom + `) - 1 FROM about`)
		if err := row.Scan(&done, &until); err != nil {
			return fmt.Errorf("looking for answers to forget: %w", err)
		}
		result, err := tx.Exec(`DELETE FROM replies WHERE id IN (SELECT id FROM replies
			WHERE day < (SELECT max(day) FROM days WHERE day < (SELECT max(day) FROM days)) LIMIT ?)`, most)
		if err != nil {
			return fmt.Errorf("forgetting answers: %w", err)
		}
		former, err := result.RowsAffected()
		if err != nil {
			return fmt.Errorf("forgetting answers: %w", err)
		}
		more = former == int64(most)
		if done >= until {
			return nil
		}
		if until-done > uint64(most) {
			until, more = done+uint64(most), true
		}
		if _, err := tx.Exec(`UPDATE events SET key = NULL, fingerprint = NULL, status = NULL, answer = NULL
			WHERE seq > ? AND seq <= ? AND key IS NOT NULL`, int64(done), int64(until)); err != nil {
			return fmt.Errorf("forgetting answers: %w", err)
		}
		if _, err := tx.Exec(`UPDATE about SET forgotten = ?`, int64(until)); err != nil {
			return fmt.Errorf("forgetting answers: %w", err)
		}
		return nil
	})
	return more, err
}
