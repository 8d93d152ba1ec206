// The only place that talks to the server.
//
// `api.get('/api/members/{id}', { path: { id }, query: { as_of } })` gives the answer's body or throws ApiError.
// Paths, parameters, bodies and answers are checked against schema.d.ts, which is generated from docs/openapi.json.
// Writes carry the CSRF value of the session and an idempotency key, and are sent again under the same key when the
// answer was lost, so a weak network neither loses nor doubles an entry.

import { ApiError, error_from_answer } from './error'
import { idempotency_key } from './key'
import type { paths } from './schema'

type Method = 'get' | 'post' | 'put' | 'delete'

type IsAny<T> = 0 extends 1 & T ? true : false
type Json<T> = T extends { content: { 'application/json': infer Body } } ? Body : undefined
type Member<T, K extends string> = T extends { [Name in K]?: infer Value } ? Value : undefined

/** Paths of the schema that know the method. */
type PathOf<M extends Method> = {
  [P in keyof paths & string]: paths[P] extends { [Name in M]: unknown } ? P : never
}[keyof paths & string]

type Operation<P extends keyof paths, M extends Method> = paths[P] extends { [Name in M]: infer Op } ? Op : never

type Answer<P extends keyof paths, M extends Method> =
  IsAny<paths[P]> extends true ? any : Json<SuccessOf<Member<Operation<P, M>, 'responses'>>>
type SuccessOf<R> = R extends { 200: infer A } ? A : R extends { 201: infer A } ? A : R extends { 202: infer A } ? A : undefined

type Options<P extends keyof paths, M extends Method> =
  IsAny<paths[P]> extends true
    ? SendOptions
    : {
        path?: Member<Member<Operation<P, M>, 'parameters'>, 'path'>
        query?: Member<Member<Operation<P, M>, 'parameters'>, 'query'>
        body?: Json<Exclude<Member<Operation<P, M>, 'requestBody'>, undefined>>
        key?: string
        signal?: AbortSignal
      }

export interface SendOptions {
  path?: Record<string, string> | undefined
  query?: Record<string, string | number | boolean | null | undefined> | undefined
  body?: unknown
  /** Idempotency key of a write; made when absent. */
  key?: string | undefined
  signal?: AbortSignal | undefined
}

export interface ClientHooks {
  csrf(): string
  /** The server no longer knows who this is. */
  signed_out(): void
}

let hooks: ClientHooks = { csrf: () => '', signed_out: () => undefined }
/** Pauses before a lost request is sent again, ms. */
let retry_after_ms: readonly number[] = [600, 2000]
const give_up_after_ms = 30_000

export function configure_client(given: Partial<ClientHooks>, pauses: readonly number[] = retry_after_ms): void {
  hooks = { ...hooks, ...given }
  retry_after_ms = pauses
}

/** The address of a request: `{name}` filled from `path`, empty query values left out. */
export function address(template: string, options: SendOptions = {}): string {
  const filled = template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = options.path?.[name]
    if (value === undefined || value === '') throw new Error(`${template}: ${name} is missing`)
    return encodeURIComponent(value)
  })
  const query = Object.entries(options.query ?? {})
    .filter(([, value]) => value !== undefined && value !== null && value !== '')
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`)
  return query.length === 0 ? filled : `${filled}?${query.join('&')}`
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

function headers_of(method: Method, options: SendOptions): Record<string, string> {
  const headers: Record<string, string> = { Accept: 'application/json' }
  if (method === 'get') return headers
  headers['X-CSRF-Token'] = hooks.csrf()
  headers['Idempotency-Key'] = options.key ?? idempotency_key()
  if (options.body !== undefined && !is_binary(options.body)) headers['Content-Type'] = 'application/json'
  return headers
}

function is_binary(body: unknown): body is FormData | Blob {
  return body instanceof FormData || body instanceof Blob
}

async function send_once(url: string, init: RequestInit, caller: AbortSignal | undefined): Promise<Response> {
  const abort = new AbortController()
  const forward = () => abort.abort()
  const timer = setTimeout(forward, give_up_after_ms)
  caller?.addEventListener('abort', forward)
  try {
    return await fetch(url, { ...init, signal: abort.signal })
  } catch (thrown) {
    if (caller?.aborted) throw thrown
    throw new ApiError(0, { code: 'network', message: '连不上服务器，请检查网络后重试。' })
  } finally {
    clearTimeout(timer)
    caller?.removeEventListener('abort', forward)
  }
}

async function send_until_answered(url: string, init: RequestInit, signal: AbortSignal | undefined): Promise<Response> {
  for (const wait of retry_after_ms) {
    try {
      return await send_once(url, init, signal)
    } catch (thrown) {
      if (!(thrown instanceof ApiError)) throw thrown
      await pause(wait)
    }
  }
  return send_once(url, init, signal)
}

async function body_of(response: Response): Promise<unknown> {
  if (response.status === 204) return undefined
  const text = await response.text()
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

async function send(method: Method, template: string, options: SendOptions = {}): Promise<unknown> {
  const init: RequestInit = {
    method: method.toUpperCase(),
    headers: headers_of(method, options),
    credentials: 'same-origin',
    cache: 'no-store',
  }
  if (options.body !== undefined) init.body = is_binary(options.body) ? options.body : JSON.stringify(options.body)
  const response = await send_until_answered(address(template, options), init, options.signal)
  const body = await body_of(response)
  if (response.ok) return body
  if (response.status === 401) hooks.signed_out()
  throw error_from_answer(response.status, body)
}

export const api = {
  get: <P extends PathOf<'get'>>(path: P, options?: Options<P, 'get'>): Promise<Answer<P, 'get'>> =>
    send('get', path, options as SendOptions) as Promise<Answer<P, 'get'>>,
  post: <P extends PathOf<'post'>>(path: P, options?: Options<P, 'post'>): Promise<Answer<P, 'post'>> =>
    send('post', path, options as SendOptions) as Promise<Answer<P, 'post'>>,
  put: <P extends PathOf<'put'>>(path: P, options?: Options<P, 'put'>): Promise<Answer<P, 'put'>> =>
    send('put', path, options as SendOptions) as Promise<Answer<P, 'put'>>,
  delete: <P extends PathOf<'delete'>>(path: P, options?: Options<P, 'delete'>): Promise<Answer<P, 'delete'>> =>
    send('delete', path, options as SendOptions) as Promise<Answer<P, 'delete'>>,
}

/** For the few calls whose path is only known at run time (result of a job, link in an answer). */
export function get_untyped<T>(path: string, signal?: AbortSignal): Promise<T> {
  return send('get', path, { signal }) as Promise<T>
}
