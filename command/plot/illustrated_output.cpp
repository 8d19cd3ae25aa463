#include "plot/illustrated_output.hpp"

#include <fmt/format.h>

#include <filesystem>

namespace parzen::command {
namespace {

namespace fs = std::filesystem;

bool is_same_place(const std::string& a, const std::string& b) {
  std::error_code ignored;
  return fs::equivalent(a, b, ignored) ||
         fs::weakly_canonical(fs::absolute(a), ignored) == fs::weakly_canonical(fs::absolute(b), ignored);
}

/// The result's place, once it is known that the picture does not go there too.
const std::string& checked(const std::string& target, const std::optional<PictureFile>& picture) {
  if (!picture || target == "-" || !is_same_place(target, picture->path)) return target;
  throw UsageError{fmt::format("--plot: '{}' is where -o writes already; name another file", picture->path)};
}

}  // namespace

IllustratedOutput::IllustratedOutput(const std::string& target, const std::optional<PictureFile>& picture)
    : text_{checked(target, picture)} {
  if (!picture) return;
  format_ = picture->format;
  picture_.emplace(picture->path);
}

void IllustratedOutput::draw(const std::function<Plot()>& plot) {
  if (!picture_) return;
  picture_->stream() << command::draw(plot(), {*format_}).front();
  is_drawn_ = true;
}

// A picture that does not fit on its disk must be noticed before the result has its name.
void IllustratedOutput::commit() {
  if (is_drawn_) picture_->finish();
  text_.commit();
  if (is_drawn_) picture_->commit();
}

void IllustratedOutput::write(std::string_view content) {
  stream() << content;
  commit();
}

}  // namespace parzen::command
