/* The rate that nothing can beat: starts `/bin/sh -c LINE` N times with posix_spawn, P at once, and keeps no record of it.
   What a child prints goes to a file of its own in FOLDER, or nowhere. Prints the seconds that it took, the seconds of
   processor time that it used itself, and those that its children used. */
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

extern char **environ;

static double processor(int who) {
  struct rusage used;
  getrusage(who, &used);
  return used.ru_utime.tv_sec + used.ru_stime.tv_sec + (used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
}

int main(int argc, char **argv) {
  if (argc < 4) return 2;
  int total = atoi(argv[1]), most = atoi(argv[2]), running = 0;
  const char *folder = argc > 4 ? argv[4] : NULL;
  char *child[] = {"/bin/sh", "-c", argv[3], NULL};
  struct timespec begin, end;
  clock_gettime(CLOCK_MONOTONIC, &begin);
  for (int started = 0; started < total || running > 0;) {
    if (started < total && running < most) {
      char path[4096] = "/dev/null";
      if (folder != NULL) snprintf(path, sizeof path, "%s/%d", folder, started);
      posix_spawn_file_actions_t actions;
      posix_spawn_file_actions_init(&actions);
      posix_spawn_file_actions_addopen(&actions, 1, path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
      pid_t pid;
      if (posix_spawn(&pid, child[0], &actions, NULL, child, environ) != 0) return 1;
      posix_spawn_file_actions_destroy(&actions);
      started++, running++;
    } else {
      int status;
      if (wait(&status) < 0 || status != 0) return 1;
      running--;
    }
  }
  clock_gettime(CLOCK_MONOTONIC, &end);
  double seconds = (end.tv_sec - begin.tv_sec) + (end.tv_nsec - begin.tv_nsec) / 1e9;
  printf("%.6f %.6f %.6f\n", seconds, processor(RUSAGE_SELF), processor(RUSAGE_CHILDREN));
  return 0;
}
