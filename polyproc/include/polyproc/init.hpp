#pragma once

namespace polyproc {

/// Makes StartMethod::spawn possible. First thing in main:
///
///     int main(int argc, char** argv) {
///       polyproc::init(argc, argv);
///       …
///     }
///
/// A pool or process that is spawned is made by running this program's own image again. In that process this function
/// does the work of a worker and never returns, so nothing of main behind it is run there; what was before it, and the
/// constructors of static objects, are. Of this program's open files it has the standard streams only. A program that
/// never calls it cannot spawn: it would run itself again by accident. Throws nothing; costs nothing where nothing is
/// spawned.
void init(int argc, char** argv) noexcept;

}  // namespace polyproc
