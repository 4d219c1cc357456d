#include "base/memory.h"

#ifdef JIXIAO_MIMALLOC
#include <mimalloc.h>
#else
#include <malloc.h>
#endif

namespace jixiao {

void give_back_memory() {
#ifdef JIXIAO_MIMALLOC
    ::mi_collect(true);
#else
    ::malloc_trim(0);
#endif
}

void give_back_at_once() {
#ifdef JIXIAO_MIMALLOC
    ::mi_option_set(mi_option_decommit_delay, 0);
#endif
}

}  // namespace jixiao
