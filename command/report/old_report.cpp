#include "report/old_report.hpp"

#include <filesystem>

#include "plot/picture.hpp"

namespace parzen::command {

void remove_old_report(const std::string& directory) {
  std::error_code ignored;  // what cannot be removed cannot be replaced either, and that will be said
  const std::filesystem::path place = directory;
  std::filesystem::remove(place / "index.html", ignored);
  for (const char* name : {"cube", "density", "bench", "bench_larger", "grid", "criterion"}) {
    for (const PictureFormat format : {PictureFormat::svg, PictureFormat::png, PictureFormat::pdf}) {
      std::filesystem::remove(place / (std::string{name} + '.' + extension(format)), ignored);
    }
  }
}

}  // namespace parzen::command
