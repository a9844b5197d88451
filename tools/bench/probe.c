// SPDX-License-Identifier: MIT
// The eye of the benchmark: looks at the pixels of an X screen through shared memory, as a visitor would, and knows
// nothing of who draws them. Times are nanoseconds of the monotonic clock.
//   probe first X Y RRGGBB SECONDS        when this pixel first has this colour
//   probe frames X Y W H SECONDS          the times between changes of this rectangle, one a line
//   probe events zmq PORT TOPIC | sse PORT
//                                         for each line "X Y W H" on standard input: "ready", and then when the next event
//                                         had arrived here, in a second subscriber, and when the rectangle changed
// Exit: 0 done, 1 it never came, 2 wrong usage.
#define _GNU_SOURCE
#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/XShm.h>
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/prctl.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>
#include <zmq.h>

enum { never_came = 1, wrong_usage = 2, patience_s = 5 };

static Display* display;
static XShmSegmentInfo segment;
static XImage* image;
static int left, top;

static long long now_ns(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static void pause_us(long us) {
    const struct timespec time = {0, us * 1000};
    nanosleep(&time, NULL);
}

static void die(const char* what, int code) {
    fprintf(stderr, "probe: %s\n", what);
    exit(code);
}

/// From now on this rectangle is looked at.
static void aim(int x, int y, int width, int height) {
    left = x;
    top = y;
    if (image != NULL && image->width == width && image->height == height) {
        return;
    }
    if (image != NULL) {
        XShmDetach(display, &segment);
        XDestroyImage(image);
        shmdt(segment.shmaddr);
    }
    const int screen = DefaultScreen(display);
    image = XShmCreateImage(display, DefaultVisual(display, screen), (unsigned)DefaultDepth(display, screen), ZPixmap, NULL,
                            &segment, (unsigned)width, (unsigned)height);
    segment.shmid = shmget(IPC_PRIVATE, (size_t)(image->bytes_per_line * height), IPC_CREAT | 0600);
    segment.shmaddr = image->data = shmat(segment.shmid, NULL, 0);
    segment.readOnly = False;
    if (!XShmAttach(display, &segment)) {
        die("the X server has no shared memory", never_came);
    }
    XSync(display, False);
    shmctl(segment.shmid, IPC_RMID, NULL); // gone with the last who uses it
}

static const char* look(void) {
    if (!XShmGetImage(display, DefaultRootWindow(display), image, left, top, AllPlanes)) {
        die("the rectangle is not on the screen", never_came);
    }
    return image->data;
}

static size_t image_bytes(void) {
    return (size_t)(image->bytes_per_line * image->height);
}

static int first(int x, int y, unsigned long colour, double seconds) {
    const long long end = now_ns() + (long long)(seconds * 1e9);
    aim(x, y, 1, 1);
    while (now_ns() < end) {
        unsigned int pixel;
        memcpy(&pixel, look(), sizeof pixel);
        if ((pixel & 0xFFFFFFU) == colour) {
            printf("%lld\n", now_ns());
            return 0;
        }
        pause_us(500);
    }
    return never_came;
}

static int frames(double seconds) {
    char* before = malloc(image_bytes());
    memcpy(before, look(), image_bytes());
    long long last = 0;
    for (const long long end = now_ns() + (long long)(seconds * 1e9); now_ns() < end; pause_us(500)) {
        if (memcmp(before, look(), image_bytes()) != 0) {
            const long long seen = now_ns();
            memcpy(before, image->data, image_bytes());
            if (last != 0) {
                printf("%lld\n", seen - last);
            }
            last = seen;
        }
    }
    free(before);
    return last == 0 ? never_came : 0;
}

/// A second subscriber: ZeroMQ's, or a reader of server-sent events.
static void* subscriber;
static int stream = -1;

static void subscribe_zmq(int port, const char* topic) {
    char place[64];
    snprintf(place, sizeof place, "tcp://127.0.0.1:%d", port);
    subscriber = zmq_socket(zmq_ctx_new(), ZMQ_SUB);
    zmq_setsockopt(subscriber, ZMQ_SUBSCRIBE, topic, strlen(topic));
    const int patience = patience_s * 1000;
    zmq_setsockopt(subscriber, ZMQ_RCVTIMEO, &patience, sizeof patience);
    if (zmq_connect(subscriber, place) != 0) {
        die("there is no such endpoint", wrong_usage);
    }
}

static void subscribe_sse(int port) {
    const struct sockaddr_in place = {.sin_family = AF_INET, .sin_port = htons((unsigned short)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    const struct timeval patience = {patience_s, 0};
    const char* ask = "GET /events HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/event-stream\r\n\r\n";
    stream = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    setsockopt(stream, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    if (connect(stream, (const struct sockaddr*)&place, sizeof place) != 0 || write(stream, ask, strlen(ask)) < 0) {
        die("nobody sends events there", never_came);
    }
}

/// What came before does not count.
static void drain(void) {
    char bytes[65536];
    if (subscriber != NULL) {
        while (zmq_recv(subscriber, bytes, sizeof bytes, ZMQ_DONTWAIT) >= 0) {
        }
        return;
    }
    while (recv(stream, bytes, sizeof bytes, MSG_DONTWAIT) > 0) {
    }
}

/// When the next event arrived here; 0 when none did. The screen may have drawn it by then.
static long long next_event(void) {
    char bytes[65536];
    const long got = subscriber != NULL ? zmq_recv(subscriber, bytes, sizeof bytes, 0) : recv(stream, bytes, sizeof bytes, 0);
    return got <= 0 ? 0 : now_ns();
}

static int events(void) {
    char* before = NULL;
    int x, y, width, height;
    while (scanf("%d %d %d %d", &x, &y, &width, &height) == 4) {
        aim(x, y, width, height);
        before = realloc(before, image_bytes());
        memcpy(before, look(), image_bytes());
        drain();
        printf("ready\n");
        fflush(stdout);
        const long long arrived = next_event();
        const long long end = now_ns() + patience_s * 1000000000LL;
        int changed = 0;
        while (arrived != 0 && !(changed = memcmp(before, look(), image_bytes()) != 0) && now_ns() < end) {
            pause_us(100);
        }
        printf("%lld %lld\n", arrived, changed ? now_ns() : 0);
        fflush(stdout);
    }
    free(before);
    return 0;
}

int main(int count, char** words) {
    prctl(PR_SET_TIMERSLACK, 1UL);
    display = XOpenDisplay(NULL);
    if (display == NULL || !XShmQueryExtension(display)) {
        die("no X display with shared memory: is DISPLAY set?", wrong_usage);
    }
    if (count == 6 && strcmp(words[1], "first") == 0) {
        return first(atoi(words[2]), atoi(words[3]), strtoul(words[4], NULL, 16), atof(words[5]));
    }
    if (count == 7 && strcmp(words[1], "frames") == 0) {
        aim(atoi(words[2]), atoi(words[3]), atoi(words[4]), atoi(words[5]));
        return frames(atof(words[6]));
    }
    if (count == 5 && strcmp(words[1], "events") == 0 && strcmp(words[2], "zmq") == 0) {
        subscribe_zmq(atoi(words[3]), words[4]);
        return events();
    }
    if (count == 4 && strcmp(words[1], "events") == 0 && strcmp(words[2], "sse") == 0) {
        subscribe_sse(atoi(words[3]));
        return events();
    }
    die("first X Y RRGGBB SECONDS | frames X Y W H SECONDS | events zmq PORT TOPIC | events sse PORT", wrong_usage);
}
