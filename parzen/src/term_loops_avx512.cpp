#include "term_loops_body.hpp"

namespace parzen {

const TermLoops& avx512_term_loops() noexcept { return kLoops; }

}  // namespace parzen
