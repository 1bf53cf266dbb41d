package folder

import (
	"context"
	"crypto/ed25519"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"dost/server/application"
	"dost/server/centre"
	"dost/server/event"
	"dost/server/internal/journal"
	"dost/server/internal/keys"
	"dost/server/problem"
)

// Restore puts a backup in the place of whatever lies in the data folder of a stopped
// centre, and gives the folder where that is kept ("" if there was nothing) and the
// last record of the backup. It has succeeded only if the centre will start.
func Restore(dataDir, file string, now time.Time) (kept string, seq uint64, err error) {
	k, err := keys.Existing(Keys(dataDir))
	if err != nil {
		return "", 0, err
	}
	kept, head, err := journal.Restore(journalIn(dataDir), file, sealing(k), now,
		func(j *journal.Journal) error {
			if err := signedBy(j, k); err != nil {
				return err
			}
			_, err := stateOf(context.Background(), j)
			return err
		})
	return kept, head.Seq, err
}

// stateOf builds the state of a centre from its journal, as a start does.
func stateOf(ctx context.Context, j *journal.Journal) (st *centre.State, err error) {
	defer func() {
		if broken := recover(); broken != nil {
			err = fmt.Errorf("the journal's records contradict each other: %v", broken)
		}
	}()
	st = centre.New()
	err = j.LoadInspected(ctx, func(state []byte) error {
		fresh := centre.New()
		if err := json.Unmarshal(state, fresh); err != nil {
			return err
		}
		st = fresh
		return nil
	},
		func(r event.Record) error { st.ApplyFormer(r); return nil },
		func(r event.Record) error { st.Apply(r); return nil })
	return st, err
}

// signedBy refuses a key for confirmations that did not sign those of the journal, as
// far as it remembers them: in the answers of the last two days.
func signedBy(j *journal.Journal, k keys.Keys) error {
	public, _ := k.Confirmation.Public().(ed25519.PublicKey)
	var forged error
	err := j.Replies(func(r centre.Reply) {
		var answer struct {
			Code string `json:"code"`
		}
		if json.Unmarshal(r.Body, &answer) != nil || len(answer.Code) != application.CodeSize {
			return
		}
		var refusal *problem.Error
		if _, err := application.Read(public, answer.Code); errors.As(err, &refusal) &&
			refusal.Code == application.CodeForged {
			forged = errors.New("the key for confirmations is not the one that signed this journal's; " +
				"put the folder of keys back that was kept with the backup")
		}
	})
	return errors.Join(forged, err)
}
