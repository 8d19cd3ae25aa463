#pragma once

#include <string>

namespace parzen::command {

enum class PictureFormat { svg, png, pdf };

/// A picture to be made: where, and as what.
struct PictureFile {
  std::string path;
  PictureFormat format;
};

/// Tells the format from the end of the name. Throws std::invalid_argument, in a sentence, unless it is one of ours.
[[nodiscard]] PictureFile parse_picture_file(const std::string& path);

/// "svg", "png", "pdf"
[[nodiscard]] std::string extension(PictureFormat format);

}  // namespace parzen::command
