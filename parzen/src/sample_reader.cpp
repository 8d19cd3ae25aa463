#include "parzen/sample_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <stdexcept>
#include <utility>

#include "excerpt.hpp"
#include "table_source.hpp"

namespace parzen {
namespace {

/// Bytes of a block when everything is wanted: few enough to be still in the cache when they are copied.
constexpr std::size_t kBlockBytes = std::size_t{1} << 20U;

std::uint64_t size_of(const std::string& path) {
  std::error_code failed;
  const std::uint64_t size = path == "-" ? 0 : std::filesystem::file_size(path, failed);
  return failed ? 0 : size;
}

std::uint64_t size_of(const std::vector<std::string>& paths) {
  std::uint64_t sum = 0;
  for (const std::string& path : paths) {
    if (size_of(path) == 0) return 0;
    sum += size_of(path);
  }
  return sum;
}

}  // namespace

class SampleReader::Files {
 public:
  Files(std::vector<std::string> paths, ReadOptions options)
      : paths_{std::move(paths)}, options_{std::move(options)}, size_{size_of(paths_)} {
    if (paths_.empty()) throw std::invalid_argument{"there is no file, expected 1 or more"};
    table_ = open_table(paths_[0], options_);
    dimension_ = table_->dimension();
    names_ = table_->names();
  }

  [[nodiscard]] std::size_t dimension() const noexcept { return dimension_; }
  [[nodiscard]] std::uint64_t rows() const noexcept { return rows_; }
  [[nodiscard]] std::uint64_t dropped() const noexcept { return dropped_ + (table_ ? table_->dropped() : 0); }
  [[nodiscard]] std::uint64_t position() const { return position_ + (table_ ? table_->position() : 0); }
  [[nodiscard]] std::uint64_t size() const noexcept { return size_; }

  std::optional<SampleView> next(std::size_t rows) {
    while (table_) {
      const auto values = table_->next(rows);
      if (!values) {
        open_next();
      } else if (!values->empty()) {
        rows_ += values->size() / dimension_;
        return SampleView{*values, dimension_};
      }
    }
    return std::nullopt;
  }

  Samples read_all(const std::function<void()>& watch) {
    const auto in_place = paths_.size() == 1 && table_ ? table_->in_place() : std::nullopt;
    std::vector<double> values;
    while (const auto block = next(kBlockBytes / sizeof(double) / dimension_ + 1)) {
      watch();
      if (in_place && dropped() == 0) continue;  // looked at, and as it should be
      if (in_place && values.empty()) values = before(*in_place, block->size());
      make_room(values, block->values().size());
      values.insert(values.end(), block->values().begin(), block->values().end());
    }
    if (in_place && dropped() == 0) return {*in_place, dimension_};
    return {owned(std::move(values)), dimension_};
  }

 private:
  /// The values of rows given out before a block of `rows`, all of which lay in place.
  std::vector<double> before(const Samples::Checked& in_place, std::size_t rows) const {
    const auto values = in_place.values.first((rows_ - rows) * dimension_);
    return {values.begin(), values.end()};
  }

  /// A vector that outgrows its room is copied, so it gets room for all there is, as far as the bytes read so far tell;
  /// but not for more numbers than there are bytes.
  void make_room(std::vector<double>& values, std::size_t more) const {
    const std::size_t needed = values.size() + more;
    if (needed <= values.capacity()) return;
    const double part = size() == 0 ? 1 : static_cast<double>(position()) / static_cast<double>(size());
    const double expected = part > 0 ? 1.02 * static_cast<double>(needed) / part : 0;
    const auto room = static_cast<std::size_t>(std::min(expected, static_cast<double>(size())));
    values.reserve(std::max({needed, 2 * values.capacity(), room}));
  }

  void open_next() {
    dropped_ += table_->dropped();
    position_ += table_->position();
    table_.reset();
    if (++file_ == paths_.size()) return;
    table_ = open_table(paths_[file_], options_);
    check_columns();
  }

  void check_columns() const {
    const std::string place = input_name(paths_[file_]) + ":1:";
    const std::string as_in = "as in " + input_name(paths_[0]);
    if (const std::size_t found = table_->dimension(); found != dimension_) {
      throw DataError{fmt::format("{}1: found {} column{}, expected {} {}", place, found, found == 1 ? "" : "s",
                                  dimension_, as_in)};
    }
    const auto& names = table_->names();
    if (names.empty() || names_.empty()) return;
    const auto [found, expected] = std::ranges::mismatch(names, names_);
    if (found == names.end()) return;
    throw DataError{fmt::format("{}{}: found the column {}, expected {} {}", place, found - names.begin() + 1,
                                excerpt(*found), excerpt(*expected), as_in)};
  }

  std::vector<std::string> paths_;
  ReadOptions options_;
  std::uint64_t size_;
  std::unique_ptr<TableSource> table_;  // of the file that is being read; null behind the last
  std::size_t file_ = 0;
  std::size_t dimension_ = 0;
  std::vector<std::string> names_;
  std::uint64_t rows_ = 0;
  std::uint64_t dropped_ = 0;   // in the files before
  std::uint64_t position_ = 0;  // their bytes
};

SampleReader::SampleReader(std::vector<std::string> paths, ReadOptions options)
    : files_{std::make_unique<Files>(std::move(paths), std::move(options))} {}

SampleReader::SampleReader(SampleReader&&) noexcept = default;
SampleReader& SampleReader::operator=(SampleReader&&) noexcept = default;
SampleReader::~SampleReader() = default;

std::size_t SampleReader::dimension() const { return files_->dimension(); }
std::optional<SampleView> SampleReader::next(std::size_t rows) { return files_->next(std::max<std::size_t>(rows, 1)); }
Samples SampleReader::read_all(const std::function<void(const SampleReader&)>& watch) {
  return files_->read_all([&] {
    if (watch) watch(*this);
  });
}
std::uint64_t SampleReader::rows() const noexcept { return files_->rows(); }
std::uint64_t SampleReader::dropped() const noexcept { return files_->dropped(); }
std::uint64_t SampleReader::position() const { return files_->position(); }
std::uint64_t SampleReader::size() const noexcept { return files_->size(); }

}  // namespace parzen
