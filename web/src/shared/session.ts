// Who is signed in. One reactive object, read by every page; filled by GET /api/session at start and after login.

import { reactive, readonly } from 'vue'

import { api, configure_client } from './api/client'
import { as_api_error } from './api/error'
import type { Session } from './api/types'

export type SessionState = 'unknown' | 'none' | 'setup' | 'open'

const store = reactive<{ state: SessionState; data: Session | null }>({ state: 'unknown', data: null })

export const session = readonly(store) as { readonly state: SessionState; readonly data: Session | null }

configure_client({
  csrf: () => store.data?.csrf ?? '',
  signed_out: () => close_session(),
})

function close_session(): void {
  store.state = 'none'
  store.data = null
}

/** Asks the server once who this is. Throws only when the server cannot be reached or fails. */
export async function load_session(): Promise<SessionState> {
  try {
    store.data = (await api.get('/api/session')) as Session
    store.state = 'open'
  } catch (thrown) {
    const error = as_api_error(thrown)
    if (error.code === 'setup.needed') store.state = 'setup'
    else if (error.status === 401) close_session()
    else throw error
  }
  return store.state
}

export async function log_in(login: string, password: string, totp: string): Promise<void> {
  await api.post('/api/session', { body: totp === '' ? { login, password } : { login, password, totp } })
  await load_session()
}

export async function log_out(): Promise<void> {
  await api.delete('/api/session')
  close_session()
}

/**
 * True when the signed-in user holds the permission at any unit; `a|b`: one of them. The server decides; this only hides
 * what is useless.
 */
export function may(permission: string | undefined): boolean {
  return permission === undefined || permission.split('|').some((one) => store.data?.permissions.includes(one) ?? false)
}

/** Today by the server's clock. */
export function today(): string {
  return store.data?.today ?? ''
}
