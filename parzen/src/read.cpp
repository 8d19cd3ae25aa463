#include "parzen/read.hpp"

#include <fmt/format.h>

#include <istream>
#include <memory>
#include <optional>
#include <utility>

#include "delimited.hpp"
#include "input.hpp"
#include "npy.hpp"
#include "npy_header.hpp"
#include "parzen/sample_reader.hpp"
#include "table_source.hpp"

namespace parzen {
namespace {

std::unique_ptr<TableSource> open_by_content(std::unique_ptr<Input> input, const ReadOptions& options) {
  if (input->peek(kNpyMagic.size()) == kNpyMagic) return open_npy(std::move(input), options);
  return open_delimited(std::move(input), std::nullopt, options);
}

}  // namespace

std::unique_ptr<TableSource> open_table(const std::string& path, const ReadOptions& options) {
  auto input = std::make_unique<Input>(path);
  if (path.ends_with(".npy")) return open_npy(std::move(input), options);
  if (path.ends_with(".csv")) return open_delimited(std::move(input), ',', options);
  if (path.ends_with(".tsv")) return open_delimited(std::move(input), '\t', options);
  return open_by_content(std::move(input), options);
}

void fail_parts(const Input& input) {
  throw DataError{fmt::format("{}: cannot be read in parts, expected a file that can be mapped", input.name())};
}

Samples::Checked owned(std::vector<double> values) {
  const auto owner = std::make_shared<const std::vector<double>>(std::move(values));
  return Samples::Checked{*owner, owner};
}

Samples read_samples(const std::string& path, const ReadOptions& options) {
  return SampleReader{{path}, options}.read_all();
}

Samples read_samples(std::istream& in, const std::string& name, const ReadOptions& options) {
  constexpr std::size_t kRows = 100'000;
  const auto table = open_by_content(std::make_unique<Input>(in, name), options);
  std::vector<double> values;
  while (const auto block = table->next(kRows)) values.insert(values.end(), block->begin(), block->end());
  return {owned(std::move(values)), table->dimension()};
}

std::string input_name(const std::string& path) { return path == "-" ? "standard input" : path; }

}  // namespace parzen
