// Every page of both route tables on the real program: opened by somebody who may, and refused in words to somebody who may
// not. The list is read from the tables, so that a new page is visited without being named here; only a path with an id needs
// a line in `ids`.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { open_desk, open_phone } from './harness.mjs'
import { startDemo } from './program.mjs'
import { routes_of } from './routes.mjs'
import { code_of } from './totp.mjs'

let street
before(async () => { street = await startDemo() })
after(() => street?.stop())

/** In the order in which a page is offered to them. */
const logins = { desk: ['shuji', 'dangyuan', 'jiedao', 'anquan', 'shenji', 'xitong'], mobile: ['shuji', 'dangyuan', 'jiedao'] }

/** A real id for the path of a page, by what the interface tells the one who opens it. */
const ids = {
  '/activities/:id': async (get, { roles }) => {
    const { unit } = roles.find((one) => one.role === 'branch_secretary')
    return (await get(`/api/activities?unit=${unit}&from=2026-11&until=2026-11`)).rows[0].id
  },
  '/me/activities/:id': async (get) => (await get('/api/own-activities?from=2026-11&until=2026-11')).rows[0].activity.id,
  '/requests/:id': async (get) => (await get('/api/requests?state=open&from=2026-01&until=2026-11')).rows[0].id,
  '/rules/:id': async (get) => (await get('/api/rules')).chapters[0].rules[0].id,
}

/** An administrator has an authenticator before anything else. */
async function enrol(one, csrf) {
  const address = `${street.url}/api/session/totp`
  const { secret } = await (await one.page.request.get(address)).json()
  const headers = { 'X-CSRF-Token': csrf, 'Idempotency-Key': `enrol-${one.login}-00000000` }
  const answer = await one.page.request.post(address, { headers, data: { secret, code: code_of(secret) } })
  assert.equal(answer.ok(), true, await answer.text())
}

async function sign_in(t, open, login) {
  const one = { login, refused: [], ...(await open(t, { url: street.url, login, password: street.password })) }
  one.get = async (path) => {
    const answer = await one.page.request.get(`${street.url}${path}`)
    assert.equal(answer.ok(), true, `${login}: ${path} ${await answer.text()}`)
    return answer.json()
  }
  one.session = await one.get('/api/session')
  if (one.session.must_enroll_totp) await enrol(one, one.session.csrf)
  one.page.on('response', (answer) => answer.status() >= 400 && one.refused.push(`${answer.status()} ${answer.url()}`))
  return one
}

const may = (one, permission) => permission === undefined || permission.split('|').some((part) => one.session.permissions.includes(part))

/** Of a page after it has come to rest. */
const overflow = () => document.documentElement.scrollWidth - document.documentElement.clientWidth

async function path_of(route, one) {
  if (!route.path.includes(':')) return route.path
  assert.ok(ids[route.path], `${route.path}: give it a real id in \`ids\``)
  return route.path.replace(/:\w+/, encodeURIComponent(await ids[route.path](one.get, one.session)))
}

async function opens(route, one) {
  const path = await path_of(route, one)
  await one.go(path)
  await one.page.waitForFunction((title) => document.title === title, `${route.title} · 夯基`, { timeout: 15_000 })
  await one.page.waitForFunction(() => document.querySelector('h1')?.textContent.trim() && document.querySelector('main').innerText.trim() && !document.querySelector('[aria-busy="true"]'))
  assert.equal(await one.page.locator('h1').count(), 1, 'one heading')
  await one.shot(`every${path.replaceAll('/', '-')}`)
  assert.ok((await one.page.evaluate(overflow)) <= 0, 'nothing scrolls sideways')
  assert.deepEqual(one.refused, [], 'what the page asks is answered')
  await one.explained()
  await one.axe()
}

async function refuses(route, one) {
  await one.go(route.path.replace(/:\w+/, '1'))
  await one.page.getByRole('heading', { name: '没有权限', level: 1 }).waitFor({ timeout: 15_000 })
  await one.page.getByText('您的职务不含这一页所办的事。如确需办理，请联系本单位安全管理员授权。').waitFor()
  assert.deepEqual(one.refused, [], 'nothing is asked for one who may not see it')
}

test('the numbers of a whole street lead to how they came about', async (t) => {
  const office = await sign_in(t, open_desk, 'jiedao')
  for (const path of ['/', '/duty/inspection?period=2026-10', '/duty/obligations?period=2026-10', '/archive', '/archive/gaps?period=2026-10', '/dues/arrears']) {
    await office.go(path)
    await office.page.locator('main table').first().waitFor()
    await office.shot(`street${path.split('?')[0].replaceAll('/', '-')}`)
    await office.explained()
  }
})

test('on the phone each of the street, of a branch and of a member sees no number that does not explain itself', async (t) => {
  const wrong = []
  for (const login of logins.mobile) {
    const one = await sign_in(t, open_phone, login)
    for (const route of await routes_of('mobile')) {
      if (!may(one, route.permission) || route.path.includes(':')) continue
      await one.go(route.path)
      await one.shot(`${login}${route.path.replaceAll('/', '-')}`)
      await one.explained().catch((error) => wrong.push(`${route.path} by ${login}: ${error.message}`))
    }
    assert.deepEqual(wrong, [])
  }
})

for (const [side, open] of [['desk', open_desk], ['mobile', open_phone]]) {
  test(`every page of the ${side} opens for one who may and is refused in words to one who may not`, async (t) => {
    const all = []
    for (const login of logins[side]) all.push(await sign_in(t, open, login))
    const wrong = []
    const tell = async (what, work) => work().catch((error) => wrong.push(`${what}: ${error.message}`))
    for (const route of await routes_of(side)) {
      const who = all.find((one) => may(one, route.permission))
      assert.ok(who, `${route.path}: nobody of the street may see it`)
      await tell(`${route.path} by ${who.login}`, () => opens(route, who))
      const stranger = all.find((one) => !may(one, route.permission))
      if (stranger) await tell(`${route.path} by ${stranger.login}, who may not`, () => refuses(route, stranger))
      for (const one of all) one.refused.length = 0
    }
    assert.deepEqual(wrong, [])
  })
}
