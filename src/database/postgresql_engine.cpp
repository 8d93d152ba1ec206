#include "database/engine.h"
namespace hangji::database {
SomeEngine postgresql_engine(std::string const&) { throw DatabaseFailure{"PostgreSQL 尚未接通"}; }
}
