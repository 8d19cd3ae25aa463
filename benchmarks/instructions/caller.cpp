// What a task costs the calling thread: encoding, handing out, taking the result in. Its worker is played by this
// program, and does not count.
//   caller apply N     N calls, each waited for
//   caller blocks N    one map of N numbers in chunks of 256
//   caller items N     the same with a time limit, under which items do not travel in blocks
#include <chrono>
#include <cstdlib>
#include <numeric>
#include <vector>

#include "bench/arguments.hpp"
#include "bench/check.hpp"
#include "bench/increment.hpp"
#include "instructions/counted.hpp"
#include "instructions/nursery_without_processes.hpp"
#include "polyproc/pool.hpp"
#include "pool/frames.hpp"
#include "pool/result_block.hpp"

namespace {

namespace channel = polyproc::internal::channel;
namespace pool = polyproc::internal::pool;
namespace wire = polyproc::internal::wire;

// Answers every item that has come with its argument plus one.
class PlayedWorker {
 public:
  explicit PlayedWorker(std::unique_ptr<channel::Channel> channel) : channel_{std::move(channel)} {}

  void answer_all() {
    while (const auto frame = channel_->front()) {
      const auto kind = static_cast<pool::Request>(frame->kind);
      if (kind == pool::Request::items) answer(wire::Reader{frame->bytes});
      if (kind == pool::Request::block) answer_block(wire::Reader{frame->bytes});
      channel_->done_with_front();
    }
    channel_->release();
    channel_->publish();
  }

 private:
  void answer(wire::Reader in) {
    const auto header = in.read_value<pool::ItemsHeader>();
    for (std::uint64_t i = 0; i < header.count; ++i) {
      const auto item = in.read_value<pool::ItemHeader>();
      wire::Reader argument{in.take(item.bytes == pool::kTheRest ? in.remaining() : item.bytes)};
      result_.clear();
      wire::encode<int>(result_, bench::increment(wire::decode<int>(argument)));
      channel_->shared().started.fetch_add(1);
      channel_->send(
          {.kind = static_cast<std::uint32_t>(pool::Response::value), .bytes = result_.bytes(), .objects = {}});
    }
  }

  void answer_block(wire::Reader in) {
    const auto header = in.read_value<pool::ItemsHeader>();
    const auto shape = in.read_value<pool::BlockShape>();
    pool::ResultBlock results{*channel_, shape.result_bytes, header.count};
    for (std::uint64_t i = 0; i < header.count; ++i) {
      const int result = bench::increment(in.read_value<int>());
      channel_->shared().started.fetch_add(1);
      results.add(reinterpret_cast<const std::byte*>(&result));
    }
    results.send();
  }

  std::unique_ptr<channel::Channel> channel_;
  wire::Writer result_;
};

void apply(polyproc::Pool& pool, PlayedWorker& worker, int n) {
  for (int i = 0; i < n; ++i) {
    std::optional<polyproc::AsyncResult<int>> result;
    bench::counted([&] { result.emplace(pool.apply_async(bench::increment, i)); });
    worker.answer_all();
    bench::counted([&] {
      bench::require(result->get() == i + 1, "a result of apply_async");
      result.reset();
    });
  }
}

void map(polyproc::Pool& pool, PlayedWorker& worker, int n) {
  std::vector<int> items(static_cast<std::size_t>(n));
  std::iota(items.begin(), items.end(), 0);
  std::optional<polyproc::AsyncResult<std::vector<int>>> result;
  bench::counted([&] { result.emplace(pool.map_async(bench::increment, items)); });
  while (!result->ready()) {
    worker.answer_all();
    bench::counted([&] { result->wait_for(polyproc::Duration{0}); });
  }
  std::vector<int> values;
  bench::counted([&] { values = result->get(); });
  for (int i = 0; i < n; ++i) bench::require(values[static_cast<std::size_t>(i)] == i + 1, "a result of map");
}

}  // namespace

int main(int argc, char** argv) {
  const bench::Arguments arguments{argc, argv};
  const int n = static_cast<int>(arguments.number(2));
  polyproc::Pool pool{1};
  PlayedWorker worker{bench::take_workers_side()};
  if (arguments.word(1) == "apply") {
    apply(pool, worker, n);
  } else if (arguments.word(1) == "blocks") {
    map(pool.with({.chunksize = 256}), worker, n);
  } else {
    map(pool.with({.timeout = std::chrono::hours{1}, .chunksize = 256}), worker, n);
  }
  std::_Exit(0);  // there is no worker that could be told to end
}
