// Package rig holds the fault rigs: the real program on a disk that loses power,
// fails to sync or is full, frozen in mid work, and on a wire that is cut, loses
// and delays (promises, Faults). They need root and tools that a
// plain machine may lack, so they stand behind the build tag "rig": make rig runs
// them, and each says what it left out and why.
//
// How many rounds a rig plays is DOST_RIG_ROUNDS; unset, it is a few minutes'
// worth. What a rig has found wrong becomes a test beside the code that was wrong.
package rig
