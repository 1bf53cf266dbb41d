package centre

// Format is the version of snapshots, which are the JSON of State. It is raised
// whenever that JSON changes, or what Apply makes of a record: a test holds every
// format's golden file, and the shape of the state, against it.
//
// A snapshot of another format is passed over, and the records are replayed instead,
// of former days only those of kinds that outlive them (Lifetime): after an update
// the first start takes seconds more, and none of the old forms has to be read for
// ever. What each format was:
//
//	1  tickets as objects; tickets of walk-ins counted beyond their business day
//	2  tickets in columns; a new business day empties the count of walk-ins
const Format = 2
