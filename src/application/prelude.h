// Precompiled for the application: the program put together. Nothing may rely on it being here:
// each file includes what it uses.
#pragma once

#include "kernel/prelude.h"

#include "application/program.h"
