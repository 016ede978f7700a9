// nanobind's own runtime, compiled from the installed package: its folder is on the include path.
#include <nb_combined.cpp>
