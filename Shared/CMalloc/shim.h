#pragma once
// What the C library's allocator can be told, which the Swift module of that library leaves out.
#include <malloc.h>
