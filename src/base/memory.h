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

// From now on what is freed goes back to the system at once, not after a tenth of a second: for inputs so large that the
// memory promised for any of them matters. Costs a tenth of a small document's time.
void give_back_at_once();

}  // namespace jixiao
