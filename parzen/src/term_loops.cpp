#include "term_loops.hpp"

#include "term_loops_body.hpp"

namespace parzen {

const TermLoops& baseline_term_loops() noexcept { return kLoops; }

const TermLoops& term_loops() noexcept {
#ifdef PARZEN_HAS_AVX2_LOOPS
  static const bool has_avx2 = __builtin_cpu_supports("avx2") != 0;
  if (has_avx2) return avx2_term_loops();
#endif
  return baseline_term_loops();
}

}  // namespace parzen
