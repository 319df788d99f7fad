#ifndef SPOTTER_THEMES_H
#define SPOTTER_THEMES_H

#include <stddef.h>
#include <stdint.h>

/// The theme files that are compiled into the program, one after the other, each ended by a zero byte.
typedef struct {
    const uint8_t *_Nonnull bytes;
    size_t size;
} spotter_theme_files;

/// Static storage, good for as long as the program runs.
spotter_theme_files spotter_themes(void);

#endif
