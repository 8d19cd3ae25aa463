// expect: the function cannot be called with arguments of these types
#include "polyproc/pool.hpp"

int twice(int x);

void check(polyproc::Pool& pool) { pool.apply_async(twice, std::string{}).get(); }
