import { getCurrentScope, onScopeDispose, reactive, watch, type WatchSource } from 'vue'

import { as_api_error, type ApiError } from './api/error'

/** Something asked of the server: what AsyncBlock shows. */
export interface Loading<T> {
  data: T | null
  error: ApiError | null
  busy: boolean
  reload(): Promise<void>
}

/**
 * Asks at once, again when `depends_on` changes, and on `reload()`. An answer to an older question is dropped.
 * While a new answer is awaited the old one stays, so that a list does not flicker.
 */
export function use_load<T>(ask: (signal: AbortSignal) => Promise<T>, depends_on: WatchSource[] = []): Loading<T> {
  let current: AbortController | null = null

  async function reload(): Promise<void> {
    current?.abort()
    const mine = new AbortController()
    current = mine
    state.busy = true
    state.error = null
    try {
      const data = await ask(mine.signal)
      if (current === mine) state.data = data
    } catch (thrown) {
      if (current === mine) state.error = as_api_error(thrown)
    } finally {
      if (current === mine) state.busy = false
    }
  }

  const state = reactive({ data: null, error: null, busy: true, reload }) as Loading<T>
  // A block opened by a click asks outside of any component's set-up.
  if (getCurrentScope()) {
    onScopeDispose(() => {
      current?.abort()
      current = null
    })
  }
  if (depends_on.length > 0) watch(depends_on, reload)
  void reload()
  return state
}
