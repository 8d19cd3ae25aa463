#include "parallel/row_blocks.hpp"

#include <algorithm>
#include <stdexcept>

namespace parzen::parallel {
namespace {

constexpr std::size_t kBlockBytes = std::size_t{512} * 1024;
constexpr std::size_t kBlocksPerWorker = 4;

}  // namespace

std::size_t block_rows(std::size_t rows, std::size_t dimension, int workers) noexcept {
  const std::size_t that_fit = kBlockBytes / sizeof(double) / dimension;
  const std::size_t a_share = rows / (kBlocksPerWorker * static_cast<std::size_t>(workers));
  return std::max<std::size_t>(std::min(that_fit, a_share), 1);
}

std::vector<RowRange> cut(std::size_t rows, std::size_t block_rows) {
  if (block_rows == 0) throw std::invalid_argument{"blocks of 0 rows, expected 1 or more"};
  std::vector<RowRange> blocks;
  for (std::size_t begin = 0; begin < rows; begin += std::min(block_rows, rows - begin)) {
    blocks.push_back({begin, begin + std::min(block_rows, rows - begin)});
  }
  return blocks;
}

SampleView rows_of(SampleView samples, RowRange rows) {
  const std::size_t d = samples.dimension();
  return SampleView{samples.values().subspan(rows.begin * d, (rows.end - rows.begin) * d), d};
}

}  // namespace parzen::parallel
