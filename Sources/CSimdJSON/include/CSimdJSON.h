// A flat reading of one JSON document: SIMD indexing by simdjson (its stage 1, chosen for the processor at run time, UTF-8
// checked), then one pass of ours that keeps every number as it was spelled. simdjson's own trees turn numbers into doubles
// and refuse integers beyond 64 bits; money and identifiers must survive both.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

enum {
    SPOTTER_JSON_NULL,
    SPOTTER_JSON_FALSE,
    SPOTTER_JSON_TRUE,
    SPOTTER_JSON_NUMBER,
    SPOTTER_JSON_STRING,
    SPOTTER_JSON_ARRAY,
    SPOTTER_JSON_OBJECT,
};

/// One value, in document order. A member of an object is two nodes: its key (a string), then its value.
typedef struct {
    /// String: the text with escapes resolved. Number: as spelled. Array, object: the stretch of source, brackets included.
    const uint8_t *text;
    uint32_t length;
    /// Low three bits: the kind. The rest: how many nodes this one and all it holds take.
    uint32_t kind_and_span;
} spotter_json_node;

typedef struct spotter_json spotter_json;

enum {
    SPOTTER_JSON_OK,
    SPOTTER_JSON_EMPTY,
    SPOTTER_JSON_NOT_UTF8,
    SPOTTER_JSON_SYNTAX,
    SPOTTER_JSON_TOO_DEEP,
    SPOTTER_JSON_TOO_LARGE,
    SPOTTER_JSON_NO_MEMORY,
};

enum { SPOTTER_JSON_MAX_DEPTH = 128, SPOTTER_JSON_MAX_BYTES = 1 << 28 };

spotter_json *spotter_json_create(void);
void spotter_json_destroy(spotter_json *document);
/// Reads `bytes`, which are copied; what an earlier call gave out is void. Returns one of the codes above; with
/// SPOTTER_JSON_SYNTAX and SPOTTER_JSON_TOO_DEEP, `*offset` says where.
int32_t spotter_json_parse(spotter_json *document, const void *bytes, size_t length, size_t *offset);
/// The nodes of the last document read; the first is its root.
const spotter_json_node *spotter_json_nodes(const spotter_json *document);

/// Whether the bytes are UTF-8 from end to end (RFC 3629), asked of simdjson's SIMD check for this processor.
bool spotter_is_utf8(const void *bytes, size_t length);

#ifdef __cplusplus
}
#endif
