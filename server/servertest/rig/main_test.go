//go:build rig

package rig_test

import (
	"testing"

	. "dost/server/servertest"
)

func TestMain(m *testing.M) { Main(m) }
