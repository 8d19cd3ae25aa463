#include "plot/picture.hpp"

#include <fmt/format.h>

#include <stdexcept>

namespace parzen::command {

PictureFile parse_picture_file(const std::string& path) {
  if (path.ends_with(".svg")) return {path, PictureFormat::svg};
  if (path.ends_with(".png")) return {path, PictureFormat::png};
  if (path.ends_with(".pdf")) return {path, PictureFormat::pdf};
  throw std::invalid_argument{fmt::format("expected a file name that ends in .svg, .png or .pdf, got '{}'", path)};
}

std::string extension(PictureFormat format) {
  switch (format) {
    case PictureFormat::svg:
      return "svg";
    case PictureFormat::png:
      return "png";
    case PictureFormat::pdf:
      break;
  }
  return "pdf";
}

}  // namespace parzen::command
