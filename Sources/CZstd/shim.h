#pragma once
#include <zstd.h>
#include <zstd_errors.h>

// The case's name is not visible in Swift.
static inline int basketwatch_zstd_is_window_too_large(size_t result) {
    return ZSTD_getErrorCode(result) == ZSTD_error_frameParameter_windowTooLarge;
}
