#include "plain_window.hpp"

namespace parzen::parallel {

PlainWindow plain(const Window& window) {
  PlainWindow plain{
      window.kernel(), {}, window.form(), window.border(), {window.covariance().begin(), window.covariance().end()}};
  for (const Bandwidth h : window.widths()) plain.widths.push_back(h.value());
  return plain;
}

Window window_of(const PlainWindow& plain) {
  if (!plain.covariance.empty()) return Window::of_covariance(plain.covariance);
  return Window{plain.kernel, {plain.widths.begin(), plain.widths.end()}}
      .with_form(plain.form)
      .with_border(plain.border);
}

}  // namespace parzen::parallel
