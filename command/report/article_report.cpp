#include "report/article_report.hpp"

#include <fmt/format.h>

#include "article/article_text.hpp"
#include "article/ten_points.hpp"
#include "output/output.hpp"
#include "plot/bench_plot.hpp"
#include "plot/cube_plot.hpp"
#include "plot/density_plot.hpp"
#include "report/html.hpp"
#include "report/sections.hpp"
#include "text/explanation.hpp"
#include "text/number.hpp"

namespace parzen::command {
namespace {

constexpr const char* kLargerBench = "bench_larger";

Plot named(Plot plot, const char* name) {
  plot.name = name;
  return plot;
}

std::vector<Plot> plots_of(const Article& article) {
  return {cube_plot(ten_points()), density_plot(article.sweep, ArticleColumn::yes), bench_plot(article.bench),
          named(bench_plot(article.larger_bench), kLargerBench)};
}

Section strings_section(const Article& article) {
  return {
      "Four processes and a queue",
      html::paragraph("Four processes each put a random string into one queue. Each draws from a stream of its own, "
                      "derived from the seed and its identity, so the strings differ and a seed repeats them.") +
          html::listing(listed(article.strings)) +
          html::paragraph(
              "The order of arrival is whoever is first. Sent with its position, each can be put in its place:") +
          html::listing(listed(article.positioned_strings))};
}

Section cubes_section(const Article& article) {
  Table table{.headings = {"way", "cubes of 1 to 6"}};
  for (const CubeList& list : article.cubes) table.rows.push_back({list.way, listed(list.cubes)});
  return {"Cubes from a pool",
          html::paragraph("A pool of four processes gives the same list in order, whichever way it is asked. "
                          "apply waits for each result before it sends the next task and gains nothing from four "
                          "processes; the other three keep all of them busy.") +
              html::table(table)};
}

Section cube_section(const Article& article, const Pictures& pictures) {
  return {"Counting in a window",
          html::paragraph(
              "The Parzen window counts the samples in a cube around a point. Of ten points three are inside, the "
              "cube's volume is 1, so the density at its centre is estimated as:") +
              html::listing(fmt::format("p(x) = {}", article_number(article.cube_density))) +
              pictures.figure("cube", "Ten points and the unit cube around the origin; three of them are inside.",
                              "Triangles are inside the unit cube, circles outside. A dotted line leads from each "
                              "point to the floor.")};
}

Section sweep_section(const Article& article, const Pictures& pictures) {
  const std::string truth = article_number(*article.sweep.truth);
  return {"Twelve widths",
          html::paragraph(
              fmt::format("{} samples of a two-dimensional normal distribution; the true density at its centre is {}.",
                          grouped(article.sweep.samples), truth)) +
              html::table(side_by_side(article.sweep)) + html::paragraph(exponent_paragraph(article.sweep.dimension)) +
              html::paragraph(kArtefactParagraph) +
              pictures.figure("density", "Estimated density against window width, with limits and the true value.",
                              std::string{kLimitsSentence})};
}

}  // namespace

std::optional<GnuplotMissing> write_report(const Article& article, const std::string& directory) {
  const Pictures pictures{directory, plots_of(article)};
  const std::string html = page(
      "Processes, queues, pools, and a density",
      "An introduction to process-based parallelism on the example of a Parzen-window estimate, run on this machine.",
      {strings_section(article), cubes_section(article), cube_section(article, pictures),
       sweep_section(article, pictures), bench_section("Serial against processes", article.bench, pictures, "bench"),
       bench_section("The same with more samples", article.larger_bench, pictures, kLargerBench),
       system_section(article.facts)});
  write_output(directory + "/index.html", html);
  return pictures.missing();
}

}  // namespace parzen::command
