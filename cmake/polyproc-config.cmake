# find_package(polyproc) gives polyproc::polyproc, parzen::parzen and parzen::parallel.
include(CMakeFindDependencyMacro)
find_dependency(Threads)
find_dependency(cereal)
find_dependency(PkgConfig)
pkg_check_modules(libdw REQUIRED IMPORTED_TARGET libdw)

include(${CMAKE_CURRENT_LIST_DIR}/polyproc-targets.cmake)
include(${CMAKE_CURRENT_LIST_DIR}/parzen-targets.cmake)
