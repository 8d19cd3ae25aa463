# find_package(polyproc) gives polyproc::polyproc, parzen::parzen and parzen::parallel.
include(CMakeFindDependencyMacro)
find_dependency(Threads)
find_dependency(cereal)

include(${CMAKE_CURRENT_LIST_DIR}/polyproc-targets.cmake)
include(${CMAKE_CURRENT_LIST_DIR}/parzen-targets.cmake)
