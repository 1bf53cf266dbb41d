package servertest_test

import (
	"testing"

	. "dost/server/servertest"
)

func TestMain(m *testing.M) { Main(m) }
