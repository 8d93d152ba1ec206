# cmake -D SOURCE=migrations -D OUTPUT=migrations.cpp -P embed_migrations.cmake
# Writes the numbered SQL files, with their digests, into one C++ file: the program carries its own schema.
file(GLOB files ${SOURCE}/[0-9][0-9][0-9][0-9]_*.sql)
list(SORT files)
set(steps "")
foreach(file IN LISTS files)
  get_filename_component(stem ${file} NAME_WE)
  string(REGEX MATCH "^0*([0-9]+)_(.+)$" matched ${stem})
  set(number ${CMAKE_MATCH_1})
  set(name ${CMAKE_MATCH_2})
  file(READ ${file} text)
  file(SHA256 ${file} digest)
  string(APPEND steps "  {${number}, \"${name}\", R\"migration(${text})migration\",\n   \"${digest}\"},\n")
endforeach()
file(WRITE ${OUTPUT} "// Made from migrations/*.sql by cmake/embed_migrations.cmake.
#include \"database/database.h\"

#include <vector>

namespace hangji::database {

std::span<Migration const> migrations() {
  static std::vector<Migration> const steps{
${steps}  };
  return steps;
}

}  // namespace hangji::database
")
