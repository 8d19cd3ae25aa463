#include "term_loops.hpp"

#include "term_loops_body.hpp"

namespace parzen {

const TermLoops& baseline_term_loops() noexcept { return kLoops; }

std::vector<const TermLoops*> usable_term_loops() {
  std::vector<const TermLoops*> usable;
#ifdef PARZEN_HAS_X86_LOOPS
  const bool has_avx2 = __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("fma") != 0;
  const bool has_avx512 = __builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512dq") != 0 &&
                          __builtin_cpu_supports("avx512vl") != 0;
  if (has_avx2 && has_avx512) usable.push_back(&avx512_term_loops());
  if (has_avx2) usable.push_back(&avx2_term_loops());
#endif
  usable.push_back(&baseline_term_loops());
  return usable;
}

const TermLoops& term_loops() noexcept {
  static const TermLoops& best = *usable_term_loops().front();
  return best;
}

}  // namespace parzen
