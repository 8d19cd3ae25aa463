#include "report/own_data_report.hpp"

#include "article/own_data_text.hpp"
#include "output/output.hpp"
#include "plot/bench_plot.hpp"
#include "plot/density_plot.hpp"
#include "report/html.hpp"
#include "report/sections.hpp"
#include "sweep/sweep_text.hpp"
#include "text/explanation.hpp"

namespace parzen::command {
namespace {

Section data_section(const OwnData& data) {
  return {"The data",
          html::paragraph(description(data) + ".") + html::table(readable_table(data.columns)) +
              html::paragraph("Spread is the standard deviation or, if smaller, the interquartile range / 1.349.")};
}

Section density_section(const OwnData& data, const Pictures& pictures) {
  return {"The density at one point, through windows of twenty widths",
          html::paragraph(choice_of_widths(data)) +
              pictures.figure("density", "Estimated density against window width, with limits.",
                              std::string{kLimitsSentence}) +
              html::table(readable_table(data.sweep, ArticleColumn::no))};
}

}  // namespace

std::optional<GnuplotMissing> write_report(const OwnData& data, const std::string& directory) {
  const Pictures pictures{directory, {density_plot(data.sweep, ArticleColumn::no), bench_plot(data.bench)}};
  write_output(directory + "/index.html",
               page("The density of " + data.file, "A Parzen-window estimate, made on this machine.",
                    {data_section(data), density_section(data, pictures),
                     bench_section("How long it takes", data.bench, pictures, "bench"), system_section(data.facts)}));
  return pictures.missing();
}

}  // namespace parzen::command
