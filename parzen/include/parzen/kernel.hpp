#pragma once

#include <array>
#include <string>
#include <string_view>

namespace parzen {

/// The shape of a window. As functions of u, each integrates to 1 and is symmetric:
///
///     hypercube     1                     |u| <= 1/2 (closed); the width h is the full side
///     gaussian      exp(-u²/2)/sqrt(2π)   h is the standard deviation
///     epanechnikov  3/4 (1 - u²)          |u| < 1, here and below: h is half the width of the support
///     triangular    1 - |u|
///     biweight      15/16 (1 - u²)²
///     triweight     35/32 (1 - u²)³
///     cosine        π/4 cos(πu/2)
///     exponential   exp(-|u|)/2           h is the scale
///
/// (Silverman, "Density Estimation for Statistics and Data Analysis", 1986, section 3.3.) In d dimensions the kernel is
/// the product of these over the coordinates. Other programs scale them otherwise: R by the standard deviation, for
/// which see kernel_variance.
enum class Kernel { hypercube, gaussian, epanechnikov, triangular, biweight, triweight, cosine, exponential };

inline constexpr std::array kKernels = {Kernel::hypercube,  Kernel::gaussian,   Kernel::epanechnikov,
                                        Kernel::triangular, Kernel::biweight,   Kernel::triweight,
                                        Kernel::cosine,     Kernel::exponential};

/// "hypercube", "gaussian", …
[[nodiscard]] std::string_view kernel_name(Kernel kernel);
/// The kernel of this name. Throws std::invalid_argument, in a sentence that lists the names, if there is none.
[[nodiscard]] Kernel parse_kernel(std::string_view name);
/// "hypercube, gaussian, … or exponential"
[[nodiscard]] std::string kernel_names();

/// K(u), one dimension and h = 1.
[[nodiscard]] double kernel_value(Kernel kernel, double u);
/// The |u| beyond which K is 0; infinite for gaussian and exponential.
[[nodiscard]] double kernel_support(Kernel kernel);
/// ∫ u² K(u) du: h times its square root is the standard deviation, which R calls bw.
[[nodiscard]] double kernel_variance(Kernel kernel);
/// ∫ K(u)² du
[[nodiscard]] double kernel_roughness(Kernel kernel);

}  // namespace parzen
