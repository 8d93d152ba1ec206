import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { address, api, configure_client } from '@/shared/api/client'
import { ApiError } from '@/shared/api/error'
import { idempotency_key } from '@/shared/api/key'

const calls: { url: string; init: RequestInit }[] = []
let answers: (Response | Error)[] = []
let signed_out = 0

function json(status: number, body: unknown): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } })
}

function header(call: number, name: string): string | undefined {
  return (calls[call]!.init.headers as Record<string, string>)[name]
}

beforeEach(() => {
  calls.length = 0
  answers = []
  signed_out = 0
  configure_client({ csrf: () => 'secret', signed_out: () => (signed_out += 1) }, [0, 0])
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    calls.push({ url, init })
    const answer = answers.shift()
    if (answer === undefined || answer instanceof Error) throw answer ?? new TypeError('no network')
    return answer
  })
})
afterEach(() => vi.unstubAllGlobals())

test('path parameters are encoded and empty query values left out', () => {
  expect(address('/api/members/{id}', { path: { id: 'a/b' }, query: { q: '张 三', after: undefined, limit: 20, unit: '' } })).toBe(
    '/api/members/a%2Fb?q=%E5%BC%A0%20%E4%B8%89&limit=20',
  )
  expect(() => address('/api/members/{id}')).toThrow('id is missing')
})

test('a read carries neither CSRF value nor key', async () => {
  answers = [json(200, { rows: [] })]
  expect(await api.get('/api/members')).toEqual({ rows: [] })
  expect(header(0, 'X-CSRF-Token')).toBeUndefined()
  expect(header(0, 'Idempotency-Key')).toBeUndefined()
})

test('a write carries both', async () => {
  answers = [json(201, { id: '1' })]
  await api.post('/api/setup', { body: { street_name: '甲街道', administrators: [] } })
  expect(header(0, 'X-CSRF-Token')).toBe('secret')
  expect(header(0, 'Idempotency-Key')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(calls[0]!.init.body).toBe('{"street_name":"甲街道","administrators":[]}')
})

test('a write whose answer was lost is sent again under the same key', async () => {
  answers = [new TypeError('lost'), json(200, { id: '1' })]
  expect(await api.post('/api/setup', { body: { street_name: '', administrators: [] } })).toEqual({ id: '1' })
  expect(calls).toHaveLength(2)
  expect(header(0, 'Idempotency-Key')).toBe(header(1, 'Idempotency-Key'))
})

test('a server that cannot be reached is told in words', async () => {
  const error = (await api.get('/api/members').catch((thrown: unknown) => thrown)) as ApiError
  expect(calls).toHaveLength(3)
  expect(error).toBeInstanceOf(ApiError)
  expect(error.unanswered).toBe(true)
  expect(error.message).toContain('连不上服务器')
})

test('a refusal keeps code, field and rule, and is not repeated', async () => {
  const rule = { id: 'dues.rate', title: '党费', document: '规定', article: '第一条' }
  answers = [json(422, { code: 'dues.too_much', message: '超过应交金额。', field: 'amount_fen', rule })]
  const error = (await api.post('/api/session', { body: { login: 'a', password: 'b' } }).catch((thrown: unknown) => thrown)) as ApiError
  expect(calls).toHaveLength(1)
  expect([error.status, error.code, error.field, error.rule?.article]).toEqual([422, 'dues.too_much', 'amount_fen', '第一条'])
})

test('401 ends the session; a page of a proxy becomes a sentence', async () => {
  answers = [json(401, { code: 'session.none', message: '请先登录。' }), new Response('<html>', { status: 502 })]
  await expect(api.get('/api/workbench')).rejects.toThrow('请先登录。')
  expect(signed_out).toBe(1)
  await expect(api.get('/api/workbench')).rejects.toThrow('502')
  expect(signed_out).toBe(1)
})

test('an empty answer is undefined', async () => {
  answers = [new Response(null, { status: 204 })]
  expect(await api.delete('/api/session')).toBeUndefined()
})

test('keys differ', () => {
  expect(new Set(Array.from({ length: 200 }, idempotency_key)).size).toBe(200)
})
