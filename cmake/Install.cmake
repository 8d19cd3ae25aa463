# What find_package(polyproc) finds: the libraries with their headers; and the command.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

# Every header below <folder>/include is public and installed, and must compile alone
# (target all_verify_interface_header_sets).
function(project_public_headers target folder)
  file(GLOB_RECURSE headers CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/${folder}/include/*.hpp)
  target_sources(${target} PUBLIC FILE_SET HEADERS BASE_DIRS ${PROJECT_SOURCE_DIR}/${folder}/include FILES ${headers})
  set_target_properties(${target} PROPERTIES VERIFY_INTERFACE_HEADER_SETS ON)
endfunction()

project_public_headers(polyproc polyproc)
project_public_headers(parzen parzen)
project_public_headers(parzen_parallel parallel)
set_target_properties(parzen_parallel PROPERTIES EXPORT_NAME parallel)

option(POLYPROC_INSTALL "Install the libraries and the command" ${PROJECT_IS_TOP_LEVEL})
if(NOT POLYPROC_INSTALL)
  return()
endif()

set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/polyproc)
install(TARGETS polyproc EXPORT polyproc-targets FILE_SET HEADERS)
install(TARGETS parzen parzen_parallel EXPORT parzen-targets FILE_SET HEADERS)
install(EXPORT polyproc-targets NAMESPACE polyproc:: DESTINATION ${package_dir})
install(EXPORT parzen-targets NAMESPACE parzen:: DESTINATION ${package_dir})

# Before 1.0 each minor version may change the interface.
write_basic_package_version_file(${PROJECT_BINARY_DIR}/polyproc-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_SOURCE_DIR}/cmake/polyproc-config.cmake ${PROJECT_BINARY_DIR}/polyproc-config-version.cmake
        DESTINATION ${package_dir})

install(TARGETS parzen_command RUNTIME)
