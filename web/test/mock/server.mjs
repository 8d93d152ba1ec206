// Development only: the frame of the pages without the real server. Serves dist and just enough of /api, in memory.
//   node test/mock/server.mjs [--port 8080] [--setup]
// Accounts: demo / demo (street office), admin / admin (asks for the code 123456). Prints its address on one line.
import { createServer } from 'node:http'
import { readFile } from 'node:fs/promises'
import { extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'

const dist = fileURLToPath(new URL('../../dist/', import.meta.url))
const port = Number(argument('--port') ?? 8080)
let needs_setup = process.argv.includes('--setup')

const types = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.json': 'application/json' }
const csp =
  "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; font-src 'self' data:; connect-src 'self'"

const rule = {
  id: 'points.meeting',
  title: '参加组织生活',
  document: '中国共产党支部工作条例（试行）',
  article: '第十五条',
  status: 'proposal',
  note: '分值是本系统的建议值，可由街道改定。',
}
const rows = Array.from({ length: 57 }, (_, index) => ({ id: String(index + 1), name: `党员${index + 1}`, fen: index * 1250, points: index * 150 }))
const units = {
  root: [{ id: 's', name: '晨光街道党工委', kind_name: '党工委', has_children: true }],
  s: [
    { id: 'a', name: '晨光街道春和社区党委', kind_name: '党委', has_children: true },
    { id: 'b', name: '晨光街道夏荫社区党委', kind_name: '党委', has_children: true },
  ],
  a: [{ id: 'a1', name: '春和社区第一网格党支部', kind_name: '支部', has_children: false }],
  b: [{ id: 'b1', name: '夏荫社区楼宇联合党支部', kind_name: '联合支部', has_children: false }],
}
const people = {
  demo: {
    user: { id: '1', name: '李明', login: 'demo' },
    roles: [{ role: 'street_office', unit_id: 's', unit_name: '晨光街道党工委' }],
    must_enroll_totp: false,
  },
  admin: {
    user: { id: '2', name: '王芳', login: 'admin' },
    roles: [{ role: 'security_administrator', unit_id: 's', unit_name: '晨光街道党工委' }],
    must_enroll_totp: true,
  },
}
const sessions = new Map()
let job_started = 0
let job_cancelled = false

function argument(name) {
  const at = process.argv.indexOf(name)
  return at < 0 ? undefined : process.argv[at + 1]
}

function refuse(status, code, message, more = {}) {
  return { status, body: { code, message, ...more } }
}

function session_of(request) {
  return sessions.get(/hangji_session=(\w+)/.exec(request.headers.cookie ?? '')?.[1])
}

function answer_session(login) {
  return { ...people[login], permissions: [], csrf: 'mock', today: '2026-11-23', tenant_name: '晨光街道' }
}

function log_in({ login, password, totp }) {
  if (!people[login] || password !== login) return refuse(401, 'session.wrong', '账号或口令不对，请重新输入。')
  if (login === 'admin' && !totp) return refuse(401, 'session.totp_needed', '请输入动态口令。', { field: 'totp' })
  if (login === 'admin' && totp !== '123456') return refuse(401, 'session.totp_wrong', '动态口令不对，请输入当前的 6 位数字。', { field: 'totp' })
  const id = Math.random().toString(36).slice(2)
  sessions.set(id, login)
  return { status: 200, body: answer_session(login), cookie: `hangji_session=${id}; Path=/; HttpOnly; SameSite=Strict` }
}

function job() {
  const done = Math.min(3000, Math.floor((Date.now() - job_started) / 1))
  const state = job_cancelled ? 'cancelled' : done >= 3000 ? 'done' : 'running'
  return { id: 'j', state, done, total: 3000, message: '正在核对身份证号校验码', result_url: '/api/session' }
}

function explanation() {
  const fact = { id: 'f', kind: 'attendance', day: '2026-11-05', note: '十一月主题党日，到场', entered_by: '张建国', entered_at: '2026-11-05T03:12:00Z' }
  return {
    title: '十一月积分',
    value: 1250,
    steps: [
      { text: '参加主题党日', amount: 1000, fact, rule },
      { text: '志愿服务 1 次', amount: 250, fact: { ...fact, day: '2026-11-12', note: '楼道清扫' } },
    ],
  }
}

function answer(method, url, body, request) {
  if (needs_setup && url.pathname !== '/api/setup') return refuse(503, 'setup.needed', '系统还没有启用。')
  const key = `${method} ${url.pathname}`
  if (key === 'POST /api/session') return log_in(body)
  if (key === 'POST /api/setup') {
    needs_setup = false
    return { status: 200, body: { key_file: '/var/lib/hangji/key', fingerprint: '4f1c 77aa 09de 5b12' } }
  }
  const login = session_of(request)
  if (!login) return refuse(401, 'session.none', '请先登录。')
  if (method !== 'GET' && request.headers['x-csrf-token'] !== 'mock') return refuse(403, 'session.csrf', '页面已过期，请刷新后再试。')
  if (key === 'GET /api/session') return { status: 200, body: answer_session(login) }
  if (key === 'DELETE /api/session') {
    sessions.clear()
    return { status: 204 }
  }
  if (key === 'GET /api/workbench') return { status: 200, body: { rows: [] } }
  if (key === 'GET /api/mock/rows') {
    const from = Number(url.searchParams.get('after') ?? 0)
    const limit = Number(url.searchParams.get('limit') ?? 20)
    return { status: 200, body: { rows: rows.slice(from, from + limit), next_key: from + limit < rows.length ? String(from + limit) : null } }
  }
  if (key === 'GET /api/mock/units') return { status: 200, body: { rows: units[url.searchParams.get('parent') ?? 'root'] ?? [] } }
  if (key === 'GET /api/mock/explanation') return { status: 200, body: explanation() }
  if (key === 'GET /api/mock/failure') return refuse(500, 'failure', '磁盘空间不足，请联系管理员。', { log_id: 'a1b2c3' })
  if (key === 'GET /api/mock/refusal') return refuse(422, 'dues.too_much', '交纳金额超过应交金额。', { rule })
  if (key === 'POST /api/mock/job') {
    job_started = Date.now()
    job_cancelled = false
    return { status: 202, body: job() }
  }
  if (key === 'GET /api/jobs/j') return { status: 200, body: job() }
  if (key === 'POST /api/jobs/j/cancel') {
    job_cancelled = true
    return { status: 200, body: job() }
  }
  return refuse(404, 'route.unknown', '没有这个接口。')
}

async function body_of(request) {
  const parts = []
  for await (const part of request) parts.push(part)
  try {
    return JSON.parse(Buffer.concat(parts).toString() || '{}')
  } catch {
    return {}
  }
}

async function serve_file(url, response) {
  const name = normalize(url.pathname === '/' ? '/index.html' : url.pathname)
  try {
    const content = await readFile(join(dist, name))
    const cache = name.startsWith('/assets/') ? 'max-age=31536000, immutable' : 'no-cache'
    response.writeHead(200, { 'Content-Type': types[extname(name)] ?? 'application/octet-stream', 'Content-Security-Policy': csp, 'Cache-Control': cache })
    response.end(content)
  } catch {
    response.writeHead(404).end()
  }
}

const server = createServer(async (request, response) => {
  const url = new URL(request.url, 'http://mock')
  if (!url.pathname.startsWith('/api/')) return serve_file(url, response)
  const { status, body, cookie } = answer(request.method, url, await body_of(request), request)
  const headers = { 'Content-Type': 'application/json; charset=utf-8' }
  if (cookie) headers['Set-Cookie'] = cookie
  response.writeHead(status, headers)
  response.end(body === undefined ? '' : JSON.stringify(body))
})
server.listen(port, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`))
