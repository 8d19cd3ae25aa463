// What a task costs its worker: claiming, decoding, calling, encoding. All tasks lie in its ring before it begins, and
// behind them the order to end.
//   worker N CHUNK blocks|items    N items, so many in a frame
#include "pool/worker.hpp"

#include <algorithm>

#include "bench/arguments.hpp"
#include "bench/check.hpp"
#include "bench/increment.hpp"
#include "instructions/counted.hpp"
#include "polyproc/pool/submission.hpp"
#include "pool/lane.hpp"
#include "pool/sent_function.hpp"

namespace {

namespace channel = polyproc::internal::channel;
namespace pool = polyproc::internal::pool;
using Function = int (*)(int);

std::shared_ptr<pool::Call> make_call(pool::FunctionCache& functions, std::size_t items, bool in_blocks) {
  auto call = std::make_shared<pool::MapCall<int>>();
  if (in_blocks) call->set_shape(*pool::block_shape<int, int>());
  call->in_blocks = in_blocks;
  for (std::size_t i = 0; i < items; ++i) pool::detail::encode_arguments<int>(*call, static_cast<int>(i));
  const Function function = bench::increment;
  call->function = functions.get(pool::detail::source_of<Function, int>(function), nullptr);
  call->options.seed = 1;
  call->options.call_number = 1;
  return call;
}

}  // namespace

int main(int argc, char** argv) {
  const bench::Arguments arguments{argc, argv};
  const std::size_t items = arguments.number(1);
  const std::size_t chunk = arguments.number(2);
  const bool in_blocks = arguments.word(3) == "blocks";
  auto [callers_side, parts] = channel::Channel::make();
  pool::Lane lane{{}, std::move(callers_side)};
  pool::FunctionCache functions;
  const auto call = make_call(functions, items, in_blocks);
  for (std::size_t i = 0; i < items; i += chunk)
    bench::require(lane.try_send({call, i, std::min(chunk, items - i)}), "the ring is too small for so many items");
  lane.end();
  bench::counted([&parts] { pool::run_worker({}, std::move(parts), {}); });
}
