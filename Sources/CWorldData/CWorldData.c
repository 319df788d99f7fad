#include "CWorldData.h"

static const uint8_t roads[] = {
#embed "data/helsinki-centre.roads"
};

static const uint8_t trams[] = {
#embed "data/helsinki-centre.trams"
};

static const uint8_t outlines[] = {
#embed "data/world-110m-cc0.swm"
};

static const uint8_t bid_quantiles[] = {
#embed "data/auction-bid-quantiles.json"
};

spotter_world_file spotter_world_roads(void) {
    return (spotter_world_file){roads, sizeof roads};
}

spotter_world_file spotter_world_trams(void) {
    return (spotter_world_file){trams, sizeof trams};
}

spotter_world_file spotter_world_outlines(void) {
    return (spotter_world_file){outlines, sizeof outlines};
}

spotter_world_file spotter_world_bid_quantiles(void) {
    return (spotter_world_file){bid_quantiles, sizeof bid_quantiles};
}
