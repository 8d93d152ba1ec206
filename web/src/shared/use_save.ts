import { reactive } from 'vue'

import { as_api_error, type ApiError } from './api/error'
import { idempotency_key } from './api/key'

export interface Saving {
  busy: boolean
  error: ApiError | null
  /** True when the write was done. A second call while busy does nothing. */
  run(): Promise<boolean>
}

/**
 * One write of a form: `const save = use_save((key) => api.post('/api/…', { body, key }))`.
 * The key stays the same only while no answer came, so pressing the button again never acts twice.
 */
export function use_save(write: (key: string) => Promise<unknown>): Saving {
  let key = idempotency_key()

  async function run(): Promise<boolean> {
    if (state.busy) return false
    state.busy = true
    state.error = null
    try {
      await write(key)
      key = idempotency_key()
      return true
    } catch (thrown) {
      state.error = as_api_error(thrown)
      if (!state.error.unanswered) key = idempotency_key()
      return false
    } finally {
      state.busy = false
    }
  }

  const state: Saving = reactive({ busy: false, error: null as ApiError | null, run })
  return state
}
