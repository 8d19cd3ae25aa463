#include "report/pictures.hpp"

#include "output/output.hpp"
#include "report/html.hpp"

namespace parzen::command {
namespace {

const std::vector<PictureFormat> kFormats = {PictureFormat::svg, PictureFormat::png, PictureFormat::pdf};

/// Writes a plot in every format and returns the SVG.
std::string draw_into(const std::string& directory, const Plot& plot) {
  const std::vector<std::string> pictures = draw(plot, kFormats);
  for (std::size_t i = 0; i < kFormats.size(); ++i) {
    write_output(directory + '/' + plot.name + '.' + extension(kFormats[i]), pictures[i]);
  }
  return pictures.front();
}

}  // namespace

Pictures::Pictures(const std::string& directory, const std::vector<Plot>& plots) {
  try {
    for (const Plot& plot : plots) svg_[plot.name] = draw_into(directory, plot);
  } catch (const GnuplotMissing& error) {
    missing_ = error;
  }
}

std::string Pictures::figure(const std::string& name, const std::string& description,
                             const std::string& caption) const {
  if (missing_) return html::paragraph("(The picture is missing: " + std::string{missing_->what()} + ".)");
  return html::figure(svg_.at(name), name, description, caption);
}

}  // namespace parzen::command
