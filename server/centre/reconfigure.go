package centre

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"

	"dost/server/event"
	"dost/server/problem"
	"dost/server/queue"
)

// CodeSetupChanged tells the second of two managers who change the configuration
// at once that it is no longer the one that they saw.
const CodeSetupChanged problem.Code = "setup-changed"

// Reconfigure is queue.Configure by somebody who saw the configuration at Rev. If
// another one is in force meanwhile it is refused as CodeSetupChanged, with the
// present rev as a fact. An empty Rev asks for no such check.
type Reconfigure struct {
	Rev    string
	Config queue.Config
}

// SetupRev names a configuration by its content.
func SetupRev(c *queue.Config) string {
	text, err := json.Marshal(c)
	if err != nil {
		panic("centre: a configuration does not encode: " + err.Error())
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:8])
}

func (s *State) reconfigure(meta event.Meta, c Reconfigure) ([]event.Event, error) {
	if present := SetupRev(s.Queue.Config()); c.Rev != "" && c.Rev != present {
		return nil, &problem.Error{
			Code: CodeSetupChanged, Detail: "the configuration was changed meanwhile",
			Facts: map[string]any{"rev": present},
		}
	}
	return queue.Decide(s.Queue, meta, queue.Configure{Config: c.Config})
}
