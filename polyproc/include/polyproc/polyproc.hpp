#pragma once

/// Everything there is to include.

#include "polyproc/async_result.hpp"
#include "polyproc/broadcast.hpp"
#include "polyproc/coroutine.hpp"
#include "polyproc/cpu_count.hpp"
#include "polyproc/error.hpp"
#include "polyproc/init.hpp"
#include "polyproc/outcome.hpp"
#include "polyproc/pool.hpp"
#include "polyproc/process.hpp"
#include "polyproc/queue.hpp"
#include "polyproc/result_range.hpp"
#include "polyproc/shared_array.hpp"
#include "polyproc/task_error.hpp"
#include "polyproc/task_random.hpp"
#include "polyproc/wait.hpp"
#include "polyproc/worker_state.hpp"
