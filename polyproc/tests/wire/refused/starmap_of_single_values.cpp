// expect: starmap takes a range of tuples, pairs or arrays
#include "polyproc/pool.hpp"

int twice(int x);

void check(polyproc::Pool& pool, std::vector<int> numbers) { pool.starmap(twice, numbers); }
