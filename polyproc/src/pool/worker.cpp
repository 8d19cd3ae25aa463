#include "pool/worker.hpp"

#include <cxxabi.h>

#include <array>
#include <map>
#include <memory>
#include <new>

#include "channel/fault_point.hpp"
#include "channel/spin.hpp"
#include "os/affinity.hpp"
#include "os/crash_handler.hpp"
#include "os/math_threads.hpp"
#include "os/output_lines.hpp"
#include "os/process.hpp"
#include "os/usage.hpp"
#include "polyproc/pool/task_function.hpp"
#include "polyproc/wire/code_address.hpp"
#include "polyproc/wire/value.hpp"
#include "pool/current_worker.hpp"
#include "pool/frames.hpp"
#include "pool/remote_error.hpp"
#include "pool/result_block.hpp"
#include "pool/task_output.hpp"
#include "pool/task_random.hpp"
#include "process/nursery_main.hpp"
#include "trace/throw_trace.hpp"

namespace polyproc::internal::pool {
namespace {

// Where the new handler, which has no arguments, says that memory was refused.
std::atomic<std::uint32_t>* memory_refused = nullptr;

class Worker {
 public:
  Worker(channel::Channel::Parts parts, const WorkerSettings& settings)
      : channel_{channel::Channel::Side::worker, std::move(parts)}, settings_{settings} {
    os::record_crashes(channel_.shared().crash);
    if (settings_.memory_limit_bytes != 0) limit_memory();
  }

  void run() {
    if (settings_.initializer) initialize();
    while (!stopped_) {
      wait_for_request();
      while (const auto frame = channel_.front()) {
        if (channel_.front_is_last()) channel_.ring_if_wanted_low();
        serve(*frame);
        const bool last = channel_.front_is_last();
        channel_.done_with_front();
        channel_.release();
        channel_.publish_and_wake();
        channel_.ring_bell(/*low=*/last || channel_.results_half_full());
        if (stopped_) return;
      }
    }
  }

 private:
  struct Code {
    MakeTaskFunction make = nullptr;
    std::exception_ptr error;
  };
  // Decoding may load a library and runs a user's code, both of which may end this process: that is then blamed on the
  // task for which it was done. Relaxed: read by the caller when this process is dead.
  class Preparing {
   public:
    explicit Preparing(channel::SharedState& shared) : flag_{shared.preparing} {
      flag_.store(1, std::memory_order_relaxed);
    }
    Preparing(const Preparing&) = delete;
    Preparing& operator=(const Preparing&) = delete;
    ~Preparing() { flag_.store(0, std::memory_order_relaxed); }

   private:
    std::atomic<std::uint32_t>& flag_;
  };
  struct Function {
    std::unique_ptr<TaskFunction> task;
    std::exception_ptr error;
  };

  void initialize() {
    try {
      settings_.initializer(result_);
      result_.clear();
    } catch (abi::__forced_unwind&) {
      throw;  // pthread_exit: it must not be stopped
    } catch (...) {
      result_.clear();
      encode_current_exception(result_);
      channel_.send(
          {.kind = static_cast<std::uint32_t>(Response::initializer_failed), .bytes = result_.bytes(), .objects = {}});
      channel_.publish_and_wake();
      os::flush_begun_lines();
      os::exit_now(1);
    }
  }

  void wait_for_request() {
    if (settings_.may_spin && channel::spin_until([this] { return channel_.maybe_readable(); })) return;
    if (channel_.maybe_readable()) return;
    os::flush_begun_lines();  // what a task has printed is not to wait for the next one
    channel_.wait();
  }

  void serve(const channel::Incoming& frame) {
    wire::Reader in{frame.bytes, channel_.objects()};
    for (const auto& object : channel_.front_objects()) held_.insert_or_assign(object->number(), object);
    switch (static_cast<Request>(frame.kind)) {
      case Request::code:
        return learn_code(in);
      case Request::function:
        return learn_function(in);
      case Request::items:
        return run_items(in);
      case Request::block:
        return run_block(in);
      case Request::forget:
        functions_.erase(in.read_value<std::uint64_t>());
        return;
      case Request::release:
        held_.erase(in.read_value<ObjectNumber>());
        return;
      case Request::stop:
        stop();
        return;
    }
  }

  void limit_memory() {
    os::limit_memory(settings_.memory_limit_bytes);
    memory_refused = &channel_.shared().memory_refused;
    std::set_new_handler([] {
      memory_refused->store(1, std::memory_order_relaxed);  // read when this process is dead
      throw std::bad_alloc{};
    });
  }

  // A function that cannot be decoded fails every task that uses it, with the reason.
  void learn_code(wire::Reader& in) {
    Code& code = codes_[in.read_value<std::uint64_t>()];
    const Preparing preparing{channel_.shared()};
    try {
      code.make = wire::decode<MakeTaskFunction>(in);
    } catch (const std::exception&) {
      code.error = std::current_exception();
    }
  }

  void learn_function(wire::Reader& in) {
    Function& function = functions_[in.read_value<std::uint64_t>()];
    const Code& code = codes_[in.read_value<std::uint64_t>()];
    const Preparing preparing{channel_.shared()};
    try {
      if (code.error) std::rethrow_exception(code.error);
      if (code.make == nullptr) throw DecodeError{"a function whose code was never sent"};
      function.task = code.make(in);
    } catch (abi::__forced_unwind&) {
      throw;
    } catch (...) {
      function.error = std::current_exception();
    }
  }

  void run_items(wire::Reader& in) {
    const auto header = in.read_value<ItemsHeader>();
    Function& function = functions_[header.function];
    std::size_t objects_before = 0;
    for (std::uint64_t i = 0; i < header.count; ++i) {
      const auto item = in.read_value<ItemHeader>();
      // NOLINTNEXTLINE(clang-analyzer-core.UndefinedBinaryOperatorResult): it does not see that memcpy has written it
      const auto arguments = in.take(item.bytes == kTheRest ? in.remaining() : item.bytes);
      if (claim()) {
        channel_.seek_object(objects_before);  // wherever the items before have left off
        begin_item(header, i);
        run_item(function, arguments);
        end_task_random();
        channel_.publish();
      }
      objects_before += item.objects;
    }
  }

  void run_block(wire::Reader& in) {
    const auto header = in.read_value<ItemsHeader>();
    const auto shape = in.read_value<BlockShape>();
    Function& function = functions_[header.function];
    if (function.task && function.task->shape() != shape)
      throw DecodeError{"a block that is not of its function's shape"};
    ResultBlock results{channel_, shape.result_bytes, header.count};
    for (std::uint64_t i = 0; i < header.count; ++i) {
      const auto argument = in.take(shape.argument_bytes);
      if (!claim()) continue;
      begin_item(header, i);
      run_in_block(function, argument, results);
      end_task_random();
    }
    results.send();
  }

  void begin_item(const ItemsHeader& header, std::uint64_t item) {
    if (settings_.marks_output) os::mark_output(output_mark(header.first + item));
    if (memory_refused != nullptr) memory_refused->store(0, std::memory_order_relaxed);
    begin_task_random({header.seed, header.call, header.first + item});
  }

  // Decides in one atomic step whether the next item is started or has been recalled; see SharedState::started.
  // Acquire: with the recall comes recalled_below. Release is not needed: the caller draws no conclusion about our
  // memory from the count.
  bool claim() {
    const std::uint64_t number = next_item_++;
    if (number < recalled_below_) return false;
    auto& started = channel_.shared().started;
    while ((started.fetch_add(1, std::memory_order_acquire) & channel::kRecall) != 0) {
      recalled_below_ = channel_.shared().recalled_below.load(std::memory_order_relaxed);
      started.store(started_, std::memory_order_seq_cst);  // answers the recall; see Lane::recall_pending
      if (number < recalled_below_) return false;
    }
    ++started_;
    return true;
  }

  void run_item(Function& function, std::span<const std::byte> bytes);
  void run_in_block(Function& function, std::span<const std::byte> argument, ResultBlock& results);
  void fail_item();

  static TaskFunction& task_of(Function& function) {
    channel::fault_point(channel::FaultPoint::reading_a_task);
    if (function.error) std::rethrow_exception(function.error);
    if (!function.task) throw DecodeError{"a task for a function that was never sent"};
    return *function.task;
  }

  // A task that has forked comes back twice; the copy has no rings to answer through, and is done.
  void end_copy(int code) const {
    if (os::fork_generation() != generation_) os::exit_now(code);
  }

  void send(Response kind) {
    channel_.send({.kind = static_cast<std::uint32_t>(kind), .bytes = result_.bytes(), .objects = result_.objects()});
    channel::fault_point(channel::FaultPoint::writing_a_frame);
  }

  void stop() {
    stopped_ = true;
    if (settings_.finalizer) finalize();
    os::flush_begun_lines();
  }

  void finalize() {
    result_.clear();
    settings_.finalizer(result_);
    if (result_.size() == 0) return;
    send(Response::finalized);
    channel_.publish_and_wake();
    channel_.ring_bell(/*low=*/true);
  }

  channel::Channel channel_;
  const WorkerSettings& settings_;
  const unsigned generation_ = os::fork_generation();
  std::map<std::uint64_t, Code> codes_;
  std::map<std::uint64_t, Function> functions_;
  std::map<ObjectNumber, std::shared_ptr<SharedMemory>> held_;  // until the caller has no handle any more
  wire::Writer result_;
  std::uint64_t next_item_ = 0;  // counts the items received, started the items run
  std::uint64_t started_ = 0;
  std::uint64_t recalled_below_ = 0;
  bool stopped_ = false;
};

void Worker::run_item(Function& function, std::span<const std::byte> bytes) {
  // Handles among the arguments are held by the caller until it has our answer: their descriptors need not go back.
  if (!channel_.front_objects().empty() || !channel_.held_by_peer().empty()) {
    channel_.held_by_peer().clear();
    for (const auto& object : channel_.front_objects()) channel_.held_by_peer().insert(object->number());
  }
  result_.clear();
  try {
    wire::Reader arguments{bytes, channel_.objects()};
    task_of(function).run(arguments, result_);
    end_copy(0);
    send(Response::value);
  } catch (abi::__forced_unwind&) {
    throw;
  } catch (...) {
    fail_item();
  }
  result_.clear();  // gives up the objects in it
}

void Worker::run_in_block(Function& function, std::span<const std::byte> argument, ResultBlock& results) {
  try {
    std::array<std::byte, kLongestNumberBytes> result;  // not in the block: a copy of this process has none
    task_of(function).run_in_block(argument.data(), result.data());
    end_copy(0);
    results.add(result.data());
  } catch (abi::__forced_unwind&) {
    throw;
  } catch (...) {
    end_copy(1);     // it has no ring for the next line
    results.send();  // what was done before comes before
    fail_item();
    channel_.publish();
  }
}

// Answers with the exception that is being handled.
void Worker::fail_item() {
  end_copy(1);
  result_.clear();
  encode_current_exception(result_);
  send(Response::exception);
  result_.clear();
}

}  // namespace

void run_worker(process::WorkerId id, channel::Channel::Parts parts, const WorkerSettings& settings) {
  channel::fault_point(channel::FaultPoint::born);
  become_worker(static_cast<int>(id.place), settings.cpu_share);
  os::set_math_threads(settings.cpu_share);
  if (settings.pin_cpus) os::pin_to_cpu(id.place);
  os::make_exit_immediate();
  os::write_whole_lines();
  trace::remember_throws();
  Worker worker{std::move(parts), settings};
  worker.run();
  os::exit_now(0);
}

void run_worker_nursery(wire::Reader& encoded, std::vector<os::FileDescriptor> descriptors) {
  const auto settings = wire::decode<WorkerSettings>(encoded);
  const process::WorkerMain worker_main = [&settings](process::WorkerId id, channel::Channel::Parts parts) {
    run_worker(id, std::move(parts), settings);
  };
  process::run_spawned_nursery(std::move(descriptors), worker_main);
}

}  // namespace polyproc::internal::pool
