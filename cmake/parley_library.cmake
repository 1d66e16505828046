# One call per folder. The target's include root holds a single link, to its own folder, so that an include against the
# arrows of ARCHITECTURE.md does not compile (tests/tidy_test.py refuses relative includes, the only way around it).
# HEADERS are public: they are compiled alone by the target all_verify_interface_header_sets.
function(parley_library folder)
  cmake_parse_arguments(ARG "" "" "SOURCES;HEADERS;DEPS;IMPL_DEPS" ${ARGN})
  set(root ${CMAKE_BINARY_DIR}/include/${folder})
  file(MAKE_DIRECTORY ${root})
  file(CREATE_LINK ${CMAKE_CURRENT_SOURCE_DIR} ${root}/${folder} SYMBOLIC)
  list(TRANSFORM ARG_HEADERS PREPEND ${root}/${folder}/)
  add_library(parley_${folder} STATIC ${ARG_SOURCES})
  add_library(parley::${folder} ALIAS parley_${folder})
  target_sources(parley_${folder} PUBLIC FILE_SET HEADERS BASE_DIRS ${root} FILES ${ARG_HEADERS})
  parley_compile_options(parley_${folder})
  target_link_libraries(parley_${folder} PUBLIC ${ARG_DEPS} PRIVATE ${ARG_IMPL_DEPS})
endfunction()

# What every target of ours is compiled with. Hardening is cheap here: the time goes into RocksDB and ICU.
function(parley_compile_options target)
  target_compile_features(${target} PUBLIC cxx_std_20)
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -fstack-protector-strong
                                           $<$<CONFIG:Release>:-D_FORTIFY_SOURCE=2>)
endfunction()
