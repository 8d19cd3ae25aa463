#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "parzen/window.hpp"

namespace parzen::command {

/// "hypercube window of width 0.5", "radial epanechnikov window of widths 0.5, 2", "hypercube window of width 1, border
/// open", "gaussian window of covariance 1, 0.5; 0.5, 2"
[[nodiscard]] std::string window_text(const Window& window);

/// What is said of the window in JSON: `kernel`, `form` if it is not the product, `border` if it is not closed, and
/// `width`, a list if there are several, or `covariance`, a list of rows.
[[nodiscard]] nlohmann::ordered_json window_json(const Window& window);

}  // namespace parzen::command
