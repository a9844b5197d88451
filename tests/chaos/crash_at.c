/* SPDX-License-Identifier: MIT */
/* A library for LD_PRELOAD that kills its program at one write. CRASH_AT is "FOLDER NUMBER WHEN": the NUMBER-th call that
 * changes a file of FOLDER (write, pwrite, ftruncate, fsync, fdatasync, rename, unlink) is the last one; WHEN is before it,
 * half (the first half of the bytes is written) or after it. What was written stays, as after kill -9. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

enum when { NOT, BEFORE, HALF, AFTER };

static char folder[PATH_MAX];
static size_t folder_length;
static long number;
static enum when chosen;

__attribute__((constructor)) static void read_order(void) {
    const char* order = getenv("CRASH_AT");
    char when[16] = "";
    if (order == NULL || sscanf(order, "%4095s %ld %15s", folder, &number, when) != 3) {
        number = 0;
        return;
    }
    folder_length = strlen(folder);
    chosen = strcmp(when, "before") == 0 ? BEFORE : strcmp(when, "half") == 0 ? HALF : AFTER;
}

static void die(void) {
    kill(getpid(), SIGKILL);
    for (;;) {
        pause();
    }
}

static enum when turn_of(const char* path) {
    if (number <= 0 || strncmp(path, folder, folder_length) != 0) {
        return NOT;
    }
    return __atomic_sub_fetch(&number, 1, __ATOMIC_SEQ_CST) == 0 ? chosen : NOT;
}

static enum when turn_of_file(int file) {
    if (number <= 0) {
        return NOT;
    }
    char link[64];
    char path[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    const ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) {
        return NOT;
    }
    path[length] = '\0';
    return turn_of(path);
}

/* The library's own function, found once for each name. */
#define REAL(name)                                                                                  \
    static __typeof__(&name) real;                                                                  \
    if (real == NULL) {                                                                             \
        real = (__typeof__(&name))dlsym(RTLD_NEXT, #name);                                          \
    }

/* Does the call as ordered: `whole` is the call, `half` the same with half of its bytes. */
#define AT(turn, result, whole, half)                                                               \
    const enum when when = (turn);                                                                  \
    if (when == BEFORE) {                                                                           \
        die();                                                                                      \
    }                                                                                               \
    if (when == HALF) {                                                                             \
        (void)!(half);                                                                              \
        die();                                                                                      \
    }                                                                                               \
    const result done = (whole);                                                                    \
    if (when == AFTER) {                                                                            \
        die();                                                                                      \
    }                                                                                               \
    return done

ssize_t write(int file, const void* bytes, size_t count) {
    REAL(write)
    AT(turn_of_file(file), ssize_t, real(file, bytes, count), real(file, bytes, count / 2));
}

ssize_t pwrite(int file, const void* bytes, size_t count, off_t at) {
    REAL(pwrite)
    AT(turn_of_file(file), ssize_t, real(file, bytes, count, at), real(file, bytes, count / 2, at));
}

ssize_t pwrite64(int file, const void* bytes, size_t count, off64_t at) {
    REAL(pwrite64)
    AT(turn_of_file(file), ssize_t, real(file, bytes, count, at), real(file, bytes, count / 2, at));
}

int ftruncate(int file, off_t length) {
    REAL(ftruncate)
    AT(turn_of_file(file), int, real(file, length), 0);
}

int ftruncate64(int file, off64_t length) {
    REAL(ftruncate64)
    AT(turn_of_file(file), int, real(file, length), 0);
}

int fsync(int file) {
    REAL(fsync)
    AT(turn_of_file(file), int, real(file), 0);
}

int fdatasync(int file) {
    REAL(fdatasync)
    AT(turn_of_file(file), int, real(file), 0);
}

int rename(const char* from, const char* to) {
    REAL(rename)
    AT(turn_of(to), int, real(from, to), 0);
}

int unlink(const char* path) {
    REAL(unlink)
    AT(turn_of(path), int, real(path), 0);
}
