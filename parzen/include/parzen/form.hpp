#pragma once

#include <cstddef>
#include <string_view>

#include "parzen/kernel.hpp"

namespace parzen {

/// How a kernel of one dimension becomes one of several:
///
///     product  Π_j K(u_j)
///     radial   c_d K(|u|), |u| the Euclidean length: round windows
///
/// In one dimension they are the same, and for the Gaussian in any. Silverman's multivariate Epanechnikov kernel is the
/// radial one (1986, section 4.2.1).
enum class Form { product, radial };

/// "product", "radial"
[[nodiscard]] std::string_view form_name(Form form);
/// The form of this name. Throws std::invalid_argument, in a sentence, if there is none.
[[nodiscard]] Form parse_form(std::string_view name);

/// Logarithm of the kernel at its centre in d dimensions, h = 1, such that it integrates to 1. @throws
/// std::invalid_argument for a radial hypercube: there is none
[[nodiscard]] double log_kernel_height(Kernel kernel, Form form, std::size_t dimension);

}  // namespace parzen
