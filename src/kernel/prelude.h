// Precompiled for the chapters: what nearly every file of theirs includes. Nothing may rely on it
// being here: each file includes what it uses.
#pragma once

#include "foundation/prelude.h"

#include "database/transaction.h"
#include "kernel/api/chapters.h"
#include "kernel/api/gate.h"
#include "kernel/facts/facts.h"
#include "kernel/journal/change.h"
#include "kernel/obligations/obligations.h"
#include "kernel/rules/rule_kinds.h"
#include "kernel/rules/rulebook.h"
