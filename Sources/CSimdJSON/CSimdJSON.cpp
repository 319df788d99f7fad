#include "CSimdJSON.h"

#include <cstring>
#include <memory>
#include <new>

#include <simdjson.h>

namespace {

constexpr size_t padding = simdjson::SIMDJSON_PADDING;
constexpr size_t kept_capacity = 1 << 20;

bool is_space(uint8_t c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool ends_scalar(uint8_t c) { return is_space(c) || c == ',' || c == ']' || c == '}'; }
bool is_digit(uint8_t c) { return uint8_t(c - '0') < 10; }

/// Four hexadecimal digits, or -1.
int32_t hex4(const uint8_t *at) {
    int32_t value = 0;
    for (int i = 0; i < 4; i++) {
        uint8_t c = at[i], low = c | 0x20;
        int32_t digit = is_digit(c) ? c - '0' : (low >= 'a' && low <= 'f') ? low - 'a' + 10 : -1;
        if (digit < 0) return -1;
        value = value << 4 | digit;
    }
    return value;
}

uint8_t *put_utf8(uint8_t *out, uint32_t scalar) {
    if (scalar < 0x80) { *out++ = uint8_t(scalar); return out; }
    if (scalar < 0x800) {
        *out++ = uint8_t(0xC0 | scalar >> 6);
    } else {
        if (scalar < 0x10000) {
            *out++ = uint8_t(0xE0 | scalar >> 12);
        } else {
            *out++ = uint8_t(0xF0 | scalar >> 18);
            *out++ = uint8_t(0x80 | (scalar >> 12 & 0x3F));
        }
        *out++ = uint8_t(0x80 | (scalar >> 6 & 0x3F));
    }
    *out++ = uint8_t(0x80 | (scalar & 0x3F));
    return out;
}

/// Resolves the escape whose backslash is at `at`; moves both pointers on. False: no such escape. A surrogate without its
/// partner becomes U+FFFD, since no UTF-8 can hold it.
bool unescape(const uint8_t *&at, const uint8_t *end, uint8_t *&out) {
    if (end - at < 2) return false;
    uint8_t c = at[1];
    if (c != 'u') {
        static const char plain[] = "\"\\/bfnrt", resolved[] = "\"\\/\b\f\n\r\t";
        const void *found = memchr(plain, c, sizeof plain - 1);
        if (!found) return false;
        *out++ = uint8_t(resolved[static_cast<const char *>(found) - plain]);
        at += 2;
        return true;
    }
    if (end - at < 6) return false;
    int32_t unit = hex4(at + 2);
    if (unit < 0) return false;
    at += 6;
    uint32_t scalar = uint32_t(unit);
    if (unit >= 0xD800 && unit < 0xE000) {
        scalar = 0xFFFD;
        if (unit < 0xDC00 && end - at >= 6 && at[0] == '\\' && at[1] == 'u') {
            int32_t low = hex4(at + 2);
            if (low >= 0xDC00 && low < 0xE000) {
                scalar = 0x10000 + (uint32_t(unit - 0xD800) << 10) + uint32_t(low - 0xDC00);
                at += 6;
            }
        }
    }
    out = put_utf8(out, scalar);
    return true;
}

constexpr uint64_t ones = 0x0101010101010101, tops = 0x8080808080808080;

/// The top bit of each byte of `word` that is a backslash; exact up to and including the lowest one.
uint64_t backslashes(uint64_t word) {
    uint64_t differs = word ^ (ones * '\\');
    return (differs - ones) & ~differs & tops;
}

/// Whether there is a backslash. Strings are short: this beats a call of memchr. Reads up to a step past the end.
bool has_backslash(const uint8_t *at, const uint8_t *end) {
    for (; at < end; at += 8) {
        uint64_t word;
        memcpy(&word, at, 8);
        uint64_t hits = backslashes(word);
        if (hits) return at + (__builtin_ctzll(hits) >> 3) < end;
    }
    return false;
}

/// Copies the inside of a string, eight bytes a step, resolving escapes. Both sides have room for a step past their end.
/// Null: a bad escape, `at` on it.
uint8_t *copy_string(const uint8_t *&at, const uint8_t *end, uint8_t *out) {
    while (at < end) {
        uint64_t word;
        memcpy(&word, at, 8);
        memcpy(out, &word, 8);
        uint64_t hits = backslashes(word);
        ptrdiff_t step = hits ? __builtin_ctzll(hits) >> 3 : 8;
        if (step > end - at) step = end - at;
        at += step;
        out += step;
        if (hits && at < end && !unescape(at, end, out)) return nullptr;
    }
    return out;
}

/// Where the number that starts at `at` ends (RFC 8259 §6), or null.
const uint8_t *number_end(const uint8_t *at) {
    if (*at == '-') at++;
    if (*at == '0') at++;
    else if (is_digit(*at)) while (is_digit(*at)) at++;
    else return nullptr;
    if (*at == '.') {
        if (!is_digit(*++at)) return nullptr;
        while (is_digit(*at)) at++;
    }
    if ((*at | 0x20) == 'e') {
        at++;
        if (*at == '+' || *at == '-') at++;
        if (!is_digit(*at)) return nullptr;
        while (is_digit(*at)) at++;
    }
    return at;
}

}  // namespace

struct spotter_json {
    std::unique_ptr<simdjson::internal::dom_parser_implementation> indexer;
    std::unique_ptr<uint8_t[]> source, strings;
    size_t capacity = 0, length = 0;
    std::unique_ptr<spotter_json_node[]> nodes;
    size_t node_capacity = 0, node_count = 0;
    uint8_t *string_end = nullptr;

    /// One large document must not hold its memory for ever.
    void shrink() {
        source.reset();
        strings.reset();
        indexer.reset();
        nodes.reset();
        node_capacity = 0;
        capacity = 0;
    }

    /// Each node begins at a structural character of its own, so their number is a bound.
    bool reserve_nodes(size_t wanted) {
        node_count = 0;
        if (wanted <= node_capacity) return true;
        size_t grown = wanted + wanted / 2 + 64;
        nodes.reset(new (std::nothrow) spotter_json_node[grown]);
        node_capacity = nodes ? grown : 0;
        return nodes != nullptr;
    }

    bool reserve(size_t wanted) {
        if (capacity > kept_capacity && wanted < kept_capacity / 16) shrink();
        if (wanted <= capacity) return true;
        size_t grown = wanted < 1024 ? 1024 : wanted + wanted / 2;
        source.reset(new (std::nothrow) uint8_t[grown + padding]);
        // A resolved string is never longer than its source; each may overshoot by one step of eight.
        strings.reset(new (std::nothrow) uint8_t[grown + padding]);
        indexer.reset();
        capacity = 0;
        if (!source || !strings) return false;
        const auto &best = simdjson::get_active_implementation();
        if (best->create_dom_parser_implementation(grown, SPOTTER_JSON_MAX_DEPTH, indexer)) return false;
        capacity = grown;
        return true;
    }

    void add(int kind, const uint8_t *text, size_t size) {
        nodes[node_count++] = {text, uint32_t(size), uint32_t(kind) | 1u << 3};
    }

    int32_t index();
    int32_t walk(size_t *offset);
    bool scalar(const uint8_t *at, const uint8_t *next);
    bool string(const uint8_t *at, const uint8_t *next);
};

bool spotter_json::string(const uint8_t *at, const uint8_t *next) {
    // Between a string and the next structural there is only white space, so the closing quote is found from behind.
    const uint8_t *end = next;
    while (end > at && is_space(end[-1])) end--;
    if (end - at < 2 || end[-1] != '"') return false;
    const uint8_t *from = at + 1;
    end--;
    if (!has_backslash(from, end)) {
        add(SPOTTER_JSON_STRING, from, size_t(end - from));
        return true;
    }
    uint8_t *out = copy_string(from, end, string_end);
    if (!out) return false;
    add(SPOTTER_JSON_STRING, string_end, size_t(out - string_end));
    string_end = out;
    return true;
}

bool spotter_json::scalar(const uint8_t *at, const uint8_t *next) {
    const uint8_t *end;
    int kind;
    switch (*at) {
    case '"': return string(at, next);
    case 't': kind = SPOTTER_JSON_TRUE; end = memcmp(at, "true", 4) ? nullptr : at + 4; break;
    case 'f': kind = SPOTTER_JSON_FALSE; end = memcmp(at, "false", 5) ? nullptr : at + 5; break;
    case 'n': kind = SPOTTER_JSON_NULL; end = memcmp(at, "null", 4) ? nullptr : at + 4; break;
    default: kind = SPOTTER_JSON_NUMBER; end = number_end(at);
    }
    const uint8_t *limit = source.get() + length;
    if (!end || end > limit || (end < limit && !ends_scalar(*end))) return false;
    add(kind, at, size_t(end - at));
    return true;
}

int32_t spotter_json::index() {
    auto error = indexer->stage1(source.get(), length, simdjson::stage1_mode::regular);
    switch (error) {
    case simdjson::SUCCESS: return SPOTTER_JSON_OK;
    case simdjson::EMPTY: return SPOTTER_JSON_EMPTY;
    case simdjson::UTF8_ERROR: return SPOTTER_JSON_NOT_UTF8;
    case simdjson::MEMALLOC: return SPOTTER_JSON_NO_MEMORY;
    default: return SPOTTER_JSON_SYNTAX;
    }
}

int32_t spotter_json::walk(size_t *offset) {
    enum { value, value_or_end, key, key_or_end, colon, comma, done } expected = value;
    uint32_t open[SPOTTER_JSON_MAX_DEPTH];
    int depth = 0;
    const uint8_t *base = source.get();
    const uint32_t *marks = indexer->structural_indexes.get();
    const uint32_t count = indexer->n_structural_indexes;
    if (!reserve_nodes(count)) return SPOTTER_JSON_NO_MEMORY;
    string_end = strings.get();
    auto in_object = [&] { return (nodes[open[depth - 1]].kind_and_span & 7) == SPOTTER_JSON_OBJECT; };
    auto close = [&](const uint8_t *at) {
        spotter_json_node &node = nodes[open[--depth]];
        node.length = uint32_t(at + 1 - node.text);
        node.kind_and_span = (node.kind_and_span & 7) | uint32_t(node_count - open[depth]) << 3;
        expected = depth ? comma : done;
    };
    for (uint32_t i = 0; i < count; i++) {
        const uint8_t *at = base + marks[i];
        const uint8_t *next = base + (i + 1 < count ? marks[i + 1] : length);
        *offset = marks[i];
        switch (*at) {
        case '{':
        case '[':
            if (expected != value && expected != value_or_end) return SPOTTER_JSON_SYNTAX;
            if (depth == SPOTTER_JSON_MAX_DEPTH) return SPOTTER_JSON_TOO_DEEP;
            open[depth++] = uint32_t(node_count);
            add(*at == '{' ? SPOTTER_JSON_OBJECT : SPOTTER_JSON_ARRAY, at, 0);
            expected = *at == '{' ? key_or_end : value_or_end;
            break;
        case '}':
            if (depth == 0 || !in_object() || (expected != key_or_end && expected != comma)) return SPOTTER_JSON_SYNTAX;
            close(at);
            break;
        case ']':
            if (depth == 0 || in_object() || (expected != value_or_end && expected != comma)) return SPOTTER_JSON_SYNTAX;
            close(at);
            break;
        case ':':
            if (expected != colon) return SPOTTER_JSON_SYNTAX;
            expected = value;
            break;
        case ',':
            if (expected != comma) return SPOTTER_JSON_SYNTAX;
            expected = in_object() ? key : value;
            break;
        default:
            if (expected == key || expected == key_or_end) {
                if (*at != '"' || !string(at, next)) return SPOTTER_JSON_SYNTAX;
                expected = colon;
            } else if (expected == value || expected == value_or_end) {
                if (!scalar(at, next)) return SPOTTER_JSON_SYNTAX;
                expected = depth ? comma : done;
            } else {
                return SPOTTER_JSON_SYNTAX;
            }
        }
    }
    *offset = length;
    return expected == done ? SPOTTER_JSON_OK : SPOTTER_JSON_SYNTAX;
}

extern "C" {

spotter_json *spotter_json_create(void) { return new (std::nothrow) spotter_json; }

void spotter_json_destroy(spotter_json *document) { delete document; }

int32_t spotter_json_parse(spotter_json *document, const void *bytes, size_t length, size_t *offset) {
    *offset = 0;
    if (length == 0) return SPOTTER_JSON_EMPTY;
    if (length > SPOTTER_JSON_MAX_BYTES) return SPOTTER_JSON_TOO_LARGE;
    if (!document->reserve(length)) return SPOTTER_JSON_NO_MEMORY;
    memcpy(document->source.get(), bytes, length);
    memset(document->source.get() + length, 0, padding);
    document->length = length;
    if (int32_t error = document->index()) return error;
    return document->walk(offset);
}

const spotter_json_node *spotter_json_nodes(const spotter_json *document) { return document->nodes.get(); }

bool spotter_is_utf8(const void *bytes, size_t length) {
    return simdjson::validate_utf8(static_cast<const char *>(bytes), length);
}

}
