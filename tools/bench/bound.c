// SPDX-License-Identifier: MIT
// The least that a program must do to show what the benchmark shows: one window of plain X11, one sleep, and for each thing
// that changes only its pixels, made beforehand wherever they can be. No letters, no layout, no voice: nobody can use it, but
// whoever is cheaper has forgotten something. It hears the same server-sent events as the page.
//   bound PORT idle|ticker|busy SCALE
#define _GNU_SOURCE
#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/XShm.h>
#include <arpa/inet.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/prctl.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

enum { frames_a_second = 60, strip_width = 4096, line_x = 174, line_y = 1002, line_width = 1698, line_height = 56 };
enum { panel_fade = 16, pulse = 108, slide_fade = 24, slide_every = 8 * frames_a_second }; // in frames

static Display* display;
static Window window;
static GC pen;
static Pixmap strip;
static int scale;

static int scaled(int units) {
    return units * scale;
}

static void fill(int x, int y, int width, int height, unsigned long colour) {
    XSetForeground(display, pen, colour);
    XFillRectangle(display, window, pen, scaled(x), scaled(y), (unsigned)scaled(width), (unsigned)scaled(height));
}

/// Two pictures of a place, and the one between them that the server reads.
struct Fade {
    int x, y, width, height;
    uint8_t *from, *to;
    XImage* shown;
    XShmSegmentInfo segment;
};

static void prepare(struct Fade* fade, int x, int y, int width, int height) {
    const int screen = DefaultScreen(display);
    *fade = (struct Fade){.x = scaled(x), .y = scaled(y), .width = scaled(width), .height = scaled(height)};
    fade->shown = XShmCreateImage(display, DefaultVisual(display, screen), 24, ZPixmap, NULL, &fade->segment, (unsigned)fade->width, (unsigned)fade->height);
    const size_t bytes = (size_t)(fade->shown->bytes_per_line * fade->height);
    fade->segment.shmid = shmget(IPC_PRIVATE, bytes, IPC_CREAT | 0600);
    fade->segment.shmaddr = fade->shown->data = shmat(fade->segment.shmid, NULL, 0);
    XShmAttach(display, &fade->segment);
    XSync(display, False);
    shmctl(fade->segment.shmid, IPC_RMID, NULL);
    fade->from = malloc(bytes);
    fade->to = malloc(bytes);
    for (size_t i = 0; i < bytes; ++i) {
        fade->from[i] = (uint8_t)(i * 7);
        fade->to[i] = (uint8_t)(i * 3 + 90);
    }
}

/// part of 256.
static void show(struct Fade* fade, unsigned part) {
    const size_t bytes = (size_t)(fade->shown->bytes_per_line * fade->height);
    uint8_t* shown = (uint8_t*)fade->shown->data;
    for (size_t i = 0; i < bytes; ++i) {
        shown[i] = (uint8_t)((fade->from[i] * (256 - part) + fade->to[i] * part) >> 8);
    }
    XShmPutImage(display, window, pen, fade->shown, 0, 0, fade->x, fade->y, (unsigned)fade->width, (unsigned)fade->height, False);
}

static void frame_of_pulse(unsigned strength) {
    const unsigned long colour = 0x07333DUL + (strength << 16 | strength << 8);
    fill(100, 132, 1236, 8, colour);
    fill(100, 496, 1236, 8, colour);
    fill(56, 176, 8, 284, colour);
    fill(1372, 176, 8, 284, colour);
}

static void open_window(void) {
    display = XOpenDisplay(NULL);
    if (display == NULL) {
        fputs("bound: no X display\n", stderr);
        exit(2);
    }
    XSetWindowAttributes wishes = {.override_redirect = True, .background_pixel = 0xF3F0E8};
    window = XCreateWindow(display, DefaultRootWindow(display), 0, 0, (unsigned)scaled(1920), (unsigned)scaled(1080), 0, CopyFromParent, InputOutput,
                           CopyFromParent, CWOverrideRedirect | CWBackPixel, &wishes);
    pen = XCreateGC(display, window, 0, NULL);
    XSetGraphicsExposures(display, pen, False);
    XMapRaised(display, window);
    strip = XCreatePixmap(display, window, (unsigned)scaled(strip_width), (unsigned)scaled(line_height), 24);
    XSetForeground(display, pen, 0xF3F0E8);
    XFillRectangle(display, strip, pen, 0, 0, (unsigned)scaled(strip_width), (unsigned)scaled(line_height));
    XSetForeground(display, pen, 0x0F242B);
    for (int x = 0; x < strip_width; x += 17) { // as far apart as letters
        XFillRectangle(display, strip, pen, scaled(x), scaled(12), (unsigned)scaled(9), (unsigned)scaled(28));
    }
}

static void paint_all(void) {
    fill(48, 124, 1824, 388, 0x07333D);
    for (int card = 0; card < 10; ++card) {
        fill(48 + card % 5 * 368, 528 + card / 5 * 236, 352, 222, 0xFFFFFF);
    }
    XCopyArea(display, strip, window, pen, 0, 0, (unsigned)scaled(line_width), (unsigned)scaled(line_height), scaled(line_x), scaled(line_y));
    XFlush(display);
}

static int listen_to(int port) {
    const struct sockaddr_in place = {.sin_family = AF_INET, .sin_port = htons((unsigned short)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    const char* ask = "GET /events HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
    const int feed = socket(AF_INET, SOCK_STREAM, 0);
    if (connect(feed, (const struct sockaddr*)&place, sizeof place) != 0 || write(feed, ask, strlen(ask)) < 0) {
        fputs("bound: nobody sends events there\n", stderr);
        exit(1);
    }
    return feed;
}

static int timer(long first_ns, long every_ns) {
    const int made = timerfd_create(CLOCK_MONOTONIC, 0);
    const struct itimerspec times = {{every_ns / 1000000000, every_ns % 1000000000}, {0, first_ns}};
    timerfd_settime(made, 0, &times, NULL);
    return made;
}

/// Whether it was a call; the card changes at once.
static int take_event(int feed) {
    static unsigned changes;
    char text[65536];
    const ssize_t got = read(feed, text, sizeof text - 1);
    if (got <= 0) {
        exit(0); // the feed has ended
    }
    text[got] = 0;
    const char* card = strstr(text, "\"card\": ");
    if (card != NULL && strstr(text, "\"state\"") == NULL) {
        const int number = atoi(card + 8);
        fill(48 + number % 5 * 368 + 190, 528 + number / 5 * 236 + 170, 140, 40, 0xFFFFFFUL - ++changes % 200);
        XFlush(display);
    }
    return strstr(text, "\"call\"") != NULL;
}

/// One sixtieth of a second: the line, and what fades.
static void draw_frame(long frame, long called, struct Fade* panel, struct Fade* slide) {
    const int gone = scaled((int)(frame * 2 % (strip_width - line_width)));
    XCopyArea(display, strip, window, pen, gone, 0, (unsigned)scaled(line_width), (unsigned)scaled(line_height), scaled(line_x), scaled(line_y));
    const long since = frame - called;
    if (panel->shown != NULL && since < panel_fade) {
        show(panel, (unsigned)(since * 256 / panel_fade));
    }
    if (panel->shown != NULL && since <= pulse) {
        const long step = since % (pulse / 2);
        frame_of_pulse((unsigned)(step < pulse / 4 ? step : pulse / 2 - step));
    }
    if (slide->shown != NULL && frame % slide_every < slide_fade) {
        show(slide, (unsigned)(frame % slide_every * 256 / slide_fade));
    }
    XFlush(display);
}

int main(int count, char** words) {
    if (count != 4) {
        fputs("usage: bound PORT idle|ticker|busy SCALE\n", stderr);
        return 2;
    }
    prctl(PR_SET_TIMERSLACK, 1UL);
    scale = atoi(words[3]);
    open_window();
    paint_all();
    const int feed = listen_to(atoi(words[1]));
    struct Fade panel = {0}, slide = {0};
    if (strcmp(words[2], "busy") == 0) {
        prepare(&panel, 48, 124, 1340, 388);
        prepare(&slide, 1388, 124, 484, 388);
    }
    const int second = timer(1, 1000000000);
    const int sixtieth = timer(strcmp(words[2], "idle") == 0 ? 0 : 1, 1000000000 / frames_a_second);
    long frame = 0, called = -1000;
    for (unsigned clock = 0;;) {
        struct pollfd all[] = {{feed, POLLIN, 0}, {second, POLLIN, 0}, {sixtieth, POLLIN, 0}};
        poll(all, 3, -1);
        uint64_t passed;
        if (all[0].revents != 0 && take_event(feed)) {
            called = frame;
        }
        if (all[1].revents != 0 && read(second, &passed, sizeof passed) > 0) {
            fill(1740, 24, 56, 84, 0x0F242BUL + ++clock % 60);
            XFlush(display);
        }
        if (all[2].revents != 0 && read(sixtieth, &passed, sizeof passed) > 0) {
            frame += (long)passed;
            draw_frame(frame, called, &panel, &slide);
        }
    }
}
