/* Runs a program and prints, in nanoseconds of the monotonic clock, when it was started, when the first byte of its answer
   came, and when it had ended. For a program that answers nothing the second is the third. */
#include <spawn.h>
#include <stdio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

static long long now(void) {
  struct timespec at;
  clock_gettime(CLOCK_MONOTONIC, &at);
  return at.tv_sec * 1000000000LL + at.tv_nsec;
}

int main(int argc, char **argv) {
  int answer[2], status;
  if (argc < 2 || pipe(answer) != 0) return 2;
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, answer[1], 1);
  posix_spawn_file_actions_addclose(&actions, answer[0]);
  posix_spawn_file_actions_addclose(&actions, answer[1]);
  pid_t pid;
  long long started = now();
  if (posix_spawnp(&pid, argv[1], &actions, NULL, argv + 1, environ) != 0) return 1;
  close(answer[1]);
  char byte;
  ssize_t got = read(answer[0], &byte, 1);
  long long answered = now();
  while (got > 0) got = read(answer[0], &byte, 1);
  if (waitpid(pid, &status, 0) < 0 || status != 0) return 1;
  long long ended = now();
  printf("%lld %lld %lld\n", started, answered, ended);
  return 0;
}
