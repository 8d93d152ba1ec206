// Precompiled for the test programs, beside prelude.h: what every test file includes.
#pragma once

#include "foundation/prelude.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
