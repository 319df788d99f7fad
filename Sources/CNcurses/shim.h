// The face of ncurses that Swift can see: its macros, its global window and its variadic calls as small functions,
// and the one part that must be C, the restoring of the terminal from a signal handler.
#pragma once
#define NCURSES_WIDECHAR 1
#include <curses.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

// setupterm, whose header <term.h> would define macros named `lines` and `columns`.
extern int setupterm(const char *term, int filedes, int *errret);

/// A capability with its parameters filled in, valid until the next call.
static inline const char *spotter_fill_in(const char *capability, int first, int second) {
    return tiparm(capability, first, second);
}

static void spotter_nothing(int number) { (void)number; }

/// `newterm` that leaves SIGTSTP alone. Where ncurses finds its default action at the first start, it ignores the signal
/// while it writes, and one that arrives at such a moment is lost to whoever listens for it later.
static inline SCREEN *spotter_newterm(const char *term, FILE *output, FILE *input) {
    struct sigaction before;
    sigaction(SIGTSTP, NULL, &before);
    int is_default = !(before.sa_flags & SA_SIGINFO) && before.sa_handler == SIG_DFL;
    if (is_default) signal(SIGTSTP, spotter_nothing);
    SCREEN *screen = newterm(term, output, input);
    if (is_default) sigaction(SIGTSTP, &before, NULL);
    return screen;
}

static const attr_t spotter_bold = A_BOLD;
static const attr_t spotter_dim = A_DIM;
static const attr_t spotter_italic = A_ITALIC;
static const attr_t spotter_underline = A_UNDERLINE;
static const attr_t spotter_reverse = A_REVERSE;
static const attr_t spotter_blink = A_BLINK;

static const mmask_t spotter_mouse_all = ALL_MOUSE_EVENTS | REPORT_MOUSE_POSITION;
static const mmask_t spotter_mouse_moved = REPORT_MOUSE_POSITION;
static const mmask_t spotter_mouse_shift = BUTTON_SHIFT;
static const mmask_t spotter_mouse_control = BUTTON_CTRL;
static const mmask_t spotter_mouse_alt = BUTTON_ALT;

static inline int spotter_is_press(mmask_t state, int button) {
    return (state & NCURSES_MOUSE_MASK(button, NCURSES_BUTTON_PRESSED)) != 0;
}
static inline int spotter_is_release(mmask_t state, int button) {
    return (state & NCURSES_MOUSE_MASK(button, NCURSES_BUTTON_RELEASED)) != 0;
}
/// A press and its release that ncurses took together, even with an interval of 0.
static inline int spotter_is_click(mmask_t state, int button) {
    return (state & (NCURSES_MOUSE_MASK(button, NCURSES_BUTTON_CLICKED) |
                     NCURSES_MOUSE_MASK(button, NCURSES_DOUBLE_CLICKED) |
                     NCURSES_MOUSE_MASK(button, NCURSES_TRIPLE_CLICKED))) != 0;
}

static inline FILE *spotter_stdin(void) { return stdin; }
static inline FILE *spotter_stdout(void) { return stdout; }

/// Keys, mouse, paste and colours as `Terminal` wants them; call once after `newterm`.
static inline void spotter_configure(int escape_delay) {
    raw();
    noecho();
    nonl();
    keypad(stdscr, TRUE);
    nodelay(stdscr, TRUE);
    intrflush(stdscr, FALSE);
    // Cells that the terminal shifts would take their links with them.
    idcok(stdscr, FALSE);
    set_escdelay(escape_delay);
}

static inline void spotter_show_cursor(int y, int x) {
    leaveok(stdscr, FALSE);
    wmove(stdscr, y, x);
    curs_set(1);
}
static inline void spotter_hide_cursor(void) {
    leaveok(stdscr, TRUE);
    curs_set(0);
}

/// Makes a cell of a base, up to two marks (0 for none), attributes and a pair beyond a short's range.
static inline int spotter_make_cell(cchar_t *cell, uint32_t base, uint32_t first, uint32_t second, attr_t attributes,
                                    int pair) {
    wchar_t text[4] = {(wchar_t)base, (wchar_t)first, (wchar_t)second, 0};
    return setcchar(cell, text, attributes, 0, &pair);
}

/// Puts cells from a place to the right; nothing wraps or scrolls.
static inline void spotter_put_cells(int y, int x, const cchar_t *cells, int count) {
    if (wmove(stdscr, y, x) == OK) wadd_wchnstr(stdscr, cells, count);
}

/// The columns that the C library, and so ncurses, gives a character; -1 where it does not know it.
static inline int spotter_library_width(uint32_t code) { return wcwidth((wchar_t)code); }

static inline int spotter_flush(void) { return wrefresh(stdscr); }
/// Everything is sent again at the next flush.
static inline void spotter_forget(void) { clearok(stdscr, TRUE); }
static inline void spotter_erase(void) { werase(stdscr); }

/// One character or key: OK, KEY_CODE_YES or ERR when nothing waits.
static inline int spotter_read(wint_t *code) { return wget_wch(stdscr, code); }

/// Fits the screen to a size. Unlike `resizeterm` this puts no KEY_RESIZE into the input, which would never end.
static inline void spotter_fit(int rows, int columns) {
    if (getmaxy(stdscr) == rows && getmaxx(stdscr) == columns) return;
    resize_term(rows, columns);
    clearok(stdscr, TRUE);
}

static inline int spotter_window_size(int descriptor, int *columns, int *rows) {
    struct winsize size;
    if (ioctl(descriptor, TIOCGWINSZ, &size) != 0) return -1;
    *columns = size.ws_col;
    *rows = size.ws_row;
    return 0;
}

/// Whether the other end of the terminal is gone.
static inline int spotter_is_hung_up(int descriptor) {
    struct pollfd state = {.fd = descriptor, .events = POLLIN};
    return poll(&state, 1, 0) > 0 && (state.revents & (POLLHUP | POLLERR | POLLNVAL)) != 0;
}

/// Writes all bytes, past interruptions.
static inline void spotter_write(int descriptor, const char *bytes, size_t count) {
    while (count > 0) {
        ssize_t written = write(descriptor, bytes, count);
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return;
        bytes += written;
        count -= (size_t)written;
    }
}

// What follows keeps its state in this header. Each object file that uses it has its own copy, so one Swift file alone
// (CrashGuard.swift) may call it.

#define SPOTTER_GUARDED_SIGNALS 10

struct spotter_guard_state {
    volatile sig_atomic_t is_armed;
    int is_installed;
    int descriptor;
    struct termios modes;
    size_t count;
    char bytes[512];
    struct sigaction before[SPOTTER_GUARDED_SIGNALS];
};

static inline struct spotter_guard_state *spotter_guard(void) {
    static struct spotter_guard_state state;
    return &state;
}

// Crashes, then the requests to end, which somebody else may handle.
static const int spotter_guarded_signals[SPOTTER_GUARDED_SIGNALS] = {SIGSEGV, SIGILL,  SIGTRAP, SIGABRT, SIGBUS,
                                                                     SIGFPE,  SIGHUP,  SIGINT,  SIGQUIT, SIGTERM};

/// Gives the terminal back: only `write` and `tcsetattr`, both async-signal-safe. Does nothing when not armed.
static inline void spotter_guard_restore(void) {
    if (!spotter_guard()->is_armed) return;
    spotter_guard()->is_armed = 0;
    int saved = errno;
    // From the background the next call would stop us.
    signal(SIGTTOU, SIG_IGN);
    tcsetattr(spotter_guard()->descriptor, TCSANOW, &spotter_guard()->modes);
    spotter_write(spotter_guard()->descriptor, spotter_guard()->bytes, spotter_guard()->count);
    errno = saved;
}

static void spotter_guard_struck(int number) {
    spotter_guard_restore();
    for (int index = 0; index < SPOTTER_GUARDED_SIGNALS; index++) {
        if (spotter_guarded_signals[index] == number) sigaction(number, &spotter_guard()->before[index], NULL);
    }
    // Blocked until we return, then delivered to whoever had it before.
    raise(number);
}

/// Remembers the terminal's modes; must come before ncurses changes them.
static inline int spotter_guard_remember(int descriptor) {
    spotter_guard()->descriptor = descriptor;
    return tcgetattr(descriptor, &spotter_guard()->modes);
}

/// From now on a crash, an unhandled request to end, or an exit writes `bytes` and restores the modes.
static inline void spotter_guard_arm(const char *bytes, size_t count) {
    if (count > sizeof spotter_guard()->bytes) count = sizeof spotter_guard()->bytes;
    memcpy(spotter_guard()->bytes, bytes, count);
    spotter_guard()->count = count;
    spotter_guard()->is_armed = 1;
}

static inline void spotter_guard_disarm(void) { spotter_guard()->is_armed = 0; }

/// Installs the handlers, once for the process.
static inline int spotter_guard_install(void) {
    if (spotter_guard()->is_installed) return 0;
    spotter_guard()->is_installed = 1;
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = spotter_guard_struck;
    // Uses an alternate stack where some other code gave the thread one.
    action.sa_flags = SA_ONSTACK;
    sigemptyset(&action.sa_mask);
    for (int index = 0; index < SPOTTER_GUARDED_SIGNALS; index++) {
        int number = spotter_guarded_signals[index];
        struct sigaction *before = &spotter_guard()->before[index];
        sigaction(number, NULL, before);
        int ends = number == SIGHUP || number == SIGINT || number == SIGQUIT || number == SIGTERM;
        // Handled or ignored by someone, it is theirs.
        if (ends && ((before->sa_flags & SA_SIGINFO) || before->sa_handler != SIG_DFL)) continue;
        sigaction(number, &action, NULL);
    }
    return 1;
}
