// A disk that fails on demand: preloaded into a program, it fails writes and syncs of files under FAULTY_DISK as the
// first letter of the file FAULTY_DISK_MODE says. r: read-only, s: each sync takes 5 s, h: nothing returns.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

static char mode(void) {
  char letter = 'o';
  const char *file = getenv("FAULTY_DISK_MODE");
  int fd = file ? open(file, O_RDONLY | O_CLOEXEC) : -1;
  if (fd < 0) return letter;
  if (read(fd, &letter, 1) != 1) letter = 'o';
  close(fd);
  return letter;
}

static int is_ours(int fd) {
  const char *folder = getenv("FAULTY_DISK");
  char link[64], path[4096];
  if (!folder) return 0;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length < 0) return 0;
  path[length] = 0;
  return strncmp(path, folder, strlen(folder)) == 0;
}

// Whether the call fails; sets errno.
static int fails(int fd, int is_sync) {
  int before = errno;
  if (!is_ours(fd)) {
    errno = before;
    return 0;
  }
  if (is_sync && mode() == 's') usleep(5000000);
  while (mode() == 'h') usleep(50000);
  errno = before;
  if (mode() != 'r') return 0;
  errno = EROFS;
  return 1;
}

#define FAULTY(type, name, is_sync, parameters, ...)                    \
  type name parameters {                                                \
    static type(*real) parameters;                                      \
    if (!real) real = (type(*) parameters)dlsym(RTLD_NEXT, #name);      \
    return fails(fd, is_sync) ? -1 : real(__VA_ARGS__);                 \
  }

FAULTY(ssize_t, write, 0, (int fd, const void *from, size_t size), fd, from, size)
FAULTY(ssize_t, pwrite, 0, (int fd, const void *from, size_t size, off_t at), fd, from, size, at)
FAULTY(ssize_t, pwrite64, 0, (int fd, const void *from, size_t size, off64_t at), fd, from, size, at)
FAULTY(ssize_t, pwritev, 0, (int fd, const struct iovec *from, int count, off_t at), fd, from, count, at)
FAULTY(int, ftruncate, 0, (int fd, off_t size), fd, size)
FAULTY(int, ftruncate64, 0, (int fd, off64_t size), fd, size)
FAULTY(int, fsync, 1, (int fd), fd)
FAULTY(int, fdatasync, 1, (int fd), fd)
