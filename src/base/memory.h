// The allocator of the whole program.
//
// Knows: which one it is (mimalloc; under a sanitizer, the sanitizer's). Does not know: who allocates.
//
// Why not the C library's: a document is some ten thousand short texts that live for milliseconds, and mimalloc's lists by
// size and thread make a document about a seventh cheaper (docs/performance.md).
#pragma once

namespace jixiao {

// Gives the system back what is free: a process that waits holds, and is measured by, only what it uses. Of this thread
// and of threads that have ended.
void give_back_memory();

}  // namespace jixiao
