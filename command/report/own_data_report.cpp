#include "report/own_data_report.hpp"

#include "article/own_data_text.hpp"
#include "output/output.hpp"
#include "plot/bench_plot.hpp"
#include "plot/criterion_plot.hpp"
#include "plot/density_plot.hpp"
#include "plot/grid_plot.hpp"
#include "plot/pairs_plot.hpp"
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

std::vector<Plot> plots_of(const OwnData& data) {
  std::vector<Plot> plots = {density_plot(data.sweep, ArticleColumn::no), bench_plot(data.bench)};
  if (!data.density) return plots;
  if (data.density->grid) plots.push_back(grid_plot(*data.density->grid));
  if (data.density->pairs) plots.push_back(pairs_plot(*data.density->pairs));
  if (const Selection* choice = drawable_choice(*data.density)) plots.push_back(criterion_plot(*choice));
  return plots;
}

Section picture_section(const OwnDensity& density, const Pictures& pictures) {
  std::string text = html::paragraph(choice_of_window(density));
  if (density.grid || density.pairs) {
    text += pictures.figure("grid", "Estimated density.",
                            "Regions of highest density are the smallest that hold their share of the mass.");
  }
  return {"The density", text};
}

Section widths_section(const OwnDensity& density, const Pictures& pictures) {
  std::string text =
      html::paragraph(
          "Sides of a hypercube, chosen from the samples alone. The normal reference is too wide where there "
          "are several peaks; cross-validation (lscv) has one width for all columns.") +
      html::table(readable_table(density.choices));
  const Selection* choice = drawable_choice(density);
  if (!choice) return {"Which width", text};
  text += pictures.figure("criterion", "Criterion of cross-validation against window width.",
                          "Less is better; the chosen width has the least.");
  std::vector<std::string> warnings;
  for (const std::string& warning : choice->warnings) warnings.push_back("Warning: " + warning + ".");
  return {"Which width", text + paragraphs(warnings)};
}

std::vector<Section> sections_of(const OwnData& data, const Pictures& pictures) {
  std::vector<Section> sections = {data_section(data)};
  if (data.density) {
    sections.push_back(picture_section(*data.density, pictures));
    sections.push_back(widths_section(*data.density, pictures));
  }
  sections.push_back(density_section(data, pictures));
  sections.push_back(bench_section("How long it takes", data.bench, pictures, "bench"));
  sections.push_back(system_section(data.facts));
  return sections;
}

}  // namespace

std::optional<GnuplotMissing> write_report(const OwnData& data, const std::string& directory) {
  const Pictures pictures{directory, plots_of(data)};
  write_output(directory + "/index.html",
               page("The density of " + data.file, "A Parzen-window estimate, made on this machine.",
                    sections_of(data, pictures)));
  return pictures.missing();
}

}  // namespace parzen::command
