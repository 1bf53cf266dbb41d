// A disk that lies: a sync of SQLite's log is answered as done, and is not done.
// Preloaded before the C library, it changes no program.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static int log_file(int fd) {
	char link[64], name[4096];
	snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
	ssize_t n = readlink(link, name, sizeof name - 1);
	return n > 4 && memcmp(name + n - 4, "-wal", 4) == 0;
}

int fsync(int fd) {
	static int (*real)(int);
	if (!real) real = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
	return log_file(fd) ? 0 : real(fd);
}

int fdatasync(int fd) {
	static int (*real)(int);
	if (!real) real = (int (*)(int))dlsym(RTLD_NEXT, "fdatasync");
	return log_file(fd) ? 0 : real(fd);
}
