/* A job that says when it began: appends `ID ATTEMPT MONOTONIC REALTIME`, in nanoseconds, to FILE with one write.
   With a second argument it fails at its first attempt. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static long long now(clockid_t clock) {
  struct timespec at;
  clock_gettime(clock, &at);
  return at.tv_sec * 1000000000LL + at.tv_nsec;
}

int main(int argc, char **argv) {
  long long monotonic = now(CLOCK_MONOTONIC), realtime = now(CLOCK_REALTIME);
  const char *id = getenv("QUEUECTL_JOB_ID"), *attempt = getenv("QUEUECTL_ATTEMPT");
  if (argc < 2) return 2;
  char line[512];
  int length = snprintf(line, sizeof line, "%s %s %lld %lld\n", id ? id : "-", attempt ? attempt : "1", monotonic, realtime);
  int file = open(argv[1], O_WRONLY | O_CREAT | O_APPEND, 0600);
  if (file < 0 || write(file, line, length) != length) return 3;
  return argc > 2 && (attempt == NULL || atoi(attempt) == 1);
}
