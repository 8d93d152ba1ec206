// JSON by description: one BOOST_DESCRIBE_STRUCT gives printing (json_write.h), strict reading with
// named errors (json_read.h) and the schema (json_schema.h). Boost's own value_to refuses absent
// optional members and names no field in its errors, hence this mapper. It knows the value types of
// this level and no feature.
#pragma once

#include "foundation/json_read.h"
#include "foundation/json_write.h"
