#include "sample.hpp"

#include <filesystem>
#include <memory>

#include "options/common_options.hpp"
#include "options/domain_option.hpp"
#include "options/weights_option.hpp"
#include "options/window_options.hpp"
#include "output/output.hpp"
#include "parzen/normal.hpp"
#include "parzen/read.hpp"
#include "parzen/sample_estimate.hpp"
#include "parzen/widths.hpp"
#include "parzen/write.hpp"

namespace parzen::command {
namespace {

enum class FileFormat { csv, tsv, npy };

/// What samples are drawn of.
enum class Source { normal, estimate };

struct SampleOptions {
  Source source = Source::normal;
  std::string data = {};
  std::optional<WeightsSource> weights = {};
  WindowChoice window = {};
  DomainChoice domain = {};
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

Source parse_source(const std::string& name) {
  if (name == "normal") return Source::normal;
  if (name == "estimate") return Source::estimate;
  throw std::invalid_argument{fmt::format("expected normal or estimate, got '{}'", name)};
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
  add_parsed(app, "DISTRIBUTION", options.source, parse_source, "normal, or estimate: of the density of DATA")
      ->type_name("")
      ->required();
  add_parsed(app, "DATA", options.data, parse_file_name, "Samples to estimate from, as for parzen estimate")
      ->type_name("");
  add_whole(app, "-n", options.n, std::size_t{1}, kMostSamples, "How many samples")->default_str("")->required();
  add_parsed(app, "--mean", options.mean, parse_numbers, "Of normal: mean, one number per dimension")
      ->type_name("X,Y,...");
  add_parsed(app, "--cov", options.covariance, parse_numbers, "Of normal: covariance matrix, row after row")
      ->type_name("A,B,...");
  add_seed(app, options.seed, "Seed; of normal the numbers of numpy.random.seed(N)");
  add_weights(app, options.weights);
  add_window(app, options.window);
  add_domain(app, options.domain);
  add_parsed(app, "--format", options.format, parse_file_format,
             "csv, tsv or npy; by default what FILE ends in, or csv")
      ->type_name("NAME");
  add_output(app, options.output);
  add_quiet(app, options.verbosity);
}

void check_normal(const SampleOptions& options) {
  if (options.mean.empty()) throw UsageError{"--mean is required"};
  if (options.covariance.empty()) throw UsageError{"--cov is required"};
  if (options.data.empty() && options.window == WindowChoice{} && !options.weights && !has_bounds(options.domain))
    return;
  throw UsageError{"DATA, --weights, windows and bounds are for 'sample estimate'; leave them out"};
}

void check_estimate(const SampleOptions& options) {
  if (options.data.empty()) throw UsageError{"DATA is required: the samples to estimate from"};
  if (!options.mean.empty() || !options.covariance.empty()) {
    throw UsageError{"--mean and --cov are for 'sample normal'; leave them out"};
  }
  check_window(options.window);
  if (options.window.form == Form::radial && options.window.kernel != Kernel::gaussian) {
    throw UsageError{"--form: samples of a radial form cannot be drawn; take the product form"};
  }
}

void check(const SampleOptions& options) {
  options.source == Source::normal ? check_normal(options) : check_estimate(options);
}

Samples draw_normal(const SampleOptions& options) try {
  return sample_normal(options.n, options.mean, options.covariance, options.seed);
} catch (const std::invalid_argument& error) {
  // Mean and covariance come from the command line and nowhere else.
  throw UsageError{fmt::format("--mean, --cov: {}", error.what())};
}

Samples draw_estimate(const SampleOptions& options) {
  const std::string name = input_name(options.data);
  WeightedSamples data = with_weights(read_samples(options.data), options.weights, name);
  const Window window = make_window(options.window, data, name);
  const Domain domain = make_domain(options.domain, data, window, name);
  const auto weights = data.weights ? data.weights->values() : std::span<const double>{};
  return sample_estimate(options.n, data.samples, weights, window, domain, options.seed);
}

Samples draw(const SampleOptions& options) try {
  Progress progress{options.verbosity};
  progress.show("drawing samples");
  return options.source == Source::normal ? draw_normal(options) : draw_estimate(options);
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
  check(options);
  const FileFormat format = format_of(options);
  const Samples samples = draw(options);
  Output output{options.output};
  write(output.stream(), samples, format);
  output.commit();
}

}  // namespace

void add_sample(CLI::App& parzen, Job& job) {
  CLI::App* app =
      parzen.add_subcommand("sample", "Draw samples: of a normal distribution, the same as numpy's, or of an estimate");
  const auto options = std::make_shared<SampleOptions>();
  add_options(*app, *options);
  app->callback([options, &job] { job = [options] { run(*options); }; });
}

}  // namespace parzen::command
