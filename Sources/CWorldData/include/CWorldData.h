#ifndef SPOTTER_WORLD_DATA_H
#define SPOTTER_WORLD_DATA_H

#include <stddef.h>
#include <stdint.h>

/// A file compiled into the program: static storage, good for as long as the program runs.
typedef struct {
    const uint8_t *_Nonnull bytes;
    size_t size;
} spotter_world_file;

/// Streets of central Helsinki. © OpenStreetMap contributors, ODbL 1.0. Format: data/NOTICE.txt.
spotter_world_file spotter_world_roads(void);

/// Tram tracks of central Helsinki. © OpenStreetMap contributors, ODbL 1.0. Format: data/NOTICE.txt.
spotter_world_file spotter_world_trams(void);

/// Outlines of the world's countries, CC0 1.0. Format: data/NOTICE.txt.
spotter_world_file spotter_world_outlines(void);

/// Quantiles of bid times, raises and bidders, JSON.
spotter_world_file spotter_world_bid_quantiles(void);

#endif
