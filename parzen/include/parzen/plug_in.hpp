#pragma once

#include "parzen/bandwidth.hpp"
#include "parzen/samples.hpp"

namespace parzen {

/// The width of a Gaussian by Sheather and Jones, "solve the equation" (Journal of the Royal Statistical Society B 53,
/// 1991): what R calls bw.SJ, with every pair of samples in place of R's thousand bins.
///
/// O(n²) time per step for up to 2 000 samples; more are first put into 16 384 bins, whose effect is below 1e-4.
/// @throws std::invalid_argument unless there are 2 or more different samples of dimension 1, or if the equation has no
///         solution
[[nodiscard]] Bandwidth sheather_jones(SampleView samples);

/// The same, "direct plug-in": what R calls bw.SJ(method = "dpi").
[[nodiscard]] Bandwidth sheather_jones_direct(SampleView samples);

/// The width of a Gaussian by the improved Sheather–Jones method of Botev, Grotowski and Kroese (Annals of Statistics
/// 38, 2010), on 2^14 bins over the range of the samples and a tenth of it on either side. Does not assume that the
/// density is nearly normal: right also for far modes.
///
/// @throws std::invalid_argument unless there are 2 or more different samples of dimension 1, or if the fixed point
/// does
///         not exist, as for few samples it may
[[nodiscard]] Bandwidth improved_sheather_jones(SampleView samples);

}  // namespace parzen
