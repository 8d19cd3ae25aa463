#include "sample.hpp"

#include <filesystem>
#include <memory>

#include "options/common_options.hpp"
#include "output/output.hpp"
#include "parzen/normal.hpp"
#include "parzen/widths.hpp"
#include "parzen/write.hpp"

namespace parzen::command {
namespace {

enum class FileFormat { csv, tsv, npy };

struct SampleOptions {
  std::size_t n = 0;
  std::vector<double> mean = {};
  std::vector<double> covariance = {};
  std::uint32_t seed = 0;
  std::optional<FileFormat> format = {};
  std::string output = "-";
  Verbosity verbosity = Verbosity::normal;
};

FileFormat parse_file_format(const std::string& name) {
  if (name == "csv") return FileFormat::csv;
  if (name == "tsv") return FileFormat::tsv;
  if (name == "npy") return FileFormat::npy;
  throw std::invalid_argument{fmt::format("expected csv, tsv or npy, got '{}'", name)};
}

FileFormat format_of(const SampleOptions& options) {
  if (options.format) return *options.format;
  const std::string extension = std::filesystem::path{options.output}.extension().string();
  if (extension.empty()) return FileFormat::csv;
  try {
    return parse_file_format(extension.substr(1));
  } catch (const std::invalid_argument&) {
    throw UsageError{fmt::format("-o: cannot tell the format of '{}'; end it in .csv, .tsv or .npy, or say --format",
                                 options.output)};
  }
}

void add_options(CLI::App& app, SampleOptions& options) {
  app.add_option("DISTRIBUTION", "Only normal so far")->required()->check(CLI::IsMember({"normal"}));
  add_whole(app, "-n", options.n, std::size_t{1}, kMostSamples, "How many samples")->default_str("")->required();
  add_parsed(app, "--mean", options.mean, parse_numbers, "Mean, one number per dimension")
      ->type_name("X,Y,...")
      ->required();
  add_parsed(app, "--cov", options.covariance, parse_numbers, "Covariance matrix, row after row")
      ->type_name("A,B,...")
      ->required();
  add_seed(app, options.seed, "The numbers of numpy.random.seed(N)");
  add_parsed(app, "--format", options.format, parse_file_format,
             "csv, tsv or npy; by default what FILE ends in, or csv")
      ->type_name("NAME");
  add_output(app, options.output);
  add_quiet(app, options.verbosity);
}

Samples draw(const SampleOptions& options) try {
  Progress progress{options.verbosity};
  progress.show("drawing samples");
  return sample_normal(options.n, options.mean, options.covariance, options.seed);
} catch (const std::invalid_argument& error) {
  // Mean and covariance come from the command line and nowhere else.
  throw UsageError{fmt::format("--mean, --cov: {}", error.what())};
} catch (const std::bad_alloc&) {
  throw Failure{fmt::format("not enough memory for {} samples; ask for fewer with -n", options.n)};
} catch (const std::length_error&) {
  throw Failure{fmt::format("not enough memory for {} samples; ask for fewer with -n", options.n)};
}

void write(std::ostream& out, const Samples& samples, FileFormat format) {
  switch (format) {
    case FileFormat::csv:
      return write_csv(out, samples);
    case FileFormat::tsv:
      return write_tsv(out, samples);
    case FileFormat::npy:
      return write_npy(out, samples);
  }
}

void run(const SampleOptions& options) {
  const FileFormat format = format_of(options);
  const Samples samples = draw(options);
  Output output{options.output};
  write(output.stream(), samples, format);
  output.commit();
}

}  // namespace

void add_sample(CLI::App& parzen, Job& job) {
  CLI::App* app = parzen.add_subcommand("sample", "Draw samples of a normal distribution, the same as numpy's");
  const auto options = std::make_shared<SampleOptions>();
  add_options(*app, *options);
  app->callback([options, &job] { job = [options] { run(*options); }; });
}

}  // namespace parzen::command
