#pragma once
#include <zlib.h>

// inflateInit2 is a macro, which Swift does not see. 16 more than the window's 15 bits: gzip only.
static inline int basketwatch_inflate_init_gzip(z_stream *stream) {
    return inflateInit2(stream, 15 + 16);
}
