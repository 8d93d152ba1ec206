// The month on the desk: dues, points, votes, duties, inspection, bulletins, archive, each page as the street office and as a
// branch secretary, and one real write on each that can be written, on the real program.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { open_desk } from './harness.mjs'
import { startDemo } from './program.mjs'

let street
before(async () => {
  street = await startDemo()
})
after(() => street?.stop())

async function sign_in(t, login) {
  const desk = await open_desk(t, { url: street.url, login, password: street.password })
  await desk.page.setViewportSize({ width: 1440, height: 900 })
  return desk
}

const quiet = (desk) => desk.page.waitForFunction(() => !document.querySelector('[aria-busy="true"]'))

/** Heading of the page, and a table or words in it that show it has been filled. */
const every_page = [
  ['/deadlines', '期限提醒', '失联党员停止党籍'],
  ['/dues', '党费', '韩文博'],
  ['/points/register', '积分', '在职党员'],
  ['/points/publication', /党员积分公开$/, '季度平均'],
  ['/votes', '表决', '种类'],
  ['/duty/obligations', '履职清单', '应办日期'],
  ['/duty/inspection?period=2026-10', '督导检查', '各党组织'],
  ['/duty/bulletin', '通报', '已发出的通报'],
  ['/archive', '党建档案', '归档文件'],
  ['/archive/gaps?period=2026-10', '档案缺项', '七个资料卷'],
]

/** Of the column of dues paid, in fen. */
async function sum_of_paid(page) {
  const headings = await page.locator('main thead th').allInnerTexts()
  const column = headings.findIndex((one) => one.startsWith('已交'))
  assert.ok(column >= 0, `${headings}`)
  const cells = await page.locator(`main tbody tr td:nth-child(${column + 1})`).allInnerTexts()
  return cells.reduce((sum, one) => sum + Math.round(Number(one.replace(/[^\d.]/g, '')) * 100), 0)
}

/** The branch of the demonstration's secretary. */
async function branch_of(desk) {
  const answer = await desk.page.request.get(`${street.url}/api/session`)
  const { roles } = await answer.json()
  return roles.find((one) => one.role === 'branch_secretary').unit
}

async function visit(desk, name, unit) {
  for (const [path, heading, words] of every_page) {
    await desk.go(unit ? `${path}${path.includes('?') ? '&' : '?'}unit=${unit}` : path)
    await desk.page.getByRole('heading', { name: heading, level: 1 }).waitFor()
    await quiet(desk)
    await desk.page.getByText(words).first().waitFor()
    await desk.check(`${name}${path.split('?')[0].split('/').join('-')}`)
  }
}

test('a branch secretary sees every page of the branch’s month', async (t) => {
  await visit(await sign_in(t, 'shuji'), 'secretary')
})

test('the street office sees every page', async (t) => {
  const secretary = await sign_in(t, 'shuji')
  const branch = await branch_of(secretary)
  const office = await sign_in(t, 'jiedao')
  await visit(office, 'office-of-branch', branch)
  for (const [path, heading] of [['/duty/inspection?period=2026-10', '各社区'], ['/duty/bulletin', '编制通报'], ['/archive', '归档文件']]) {
    await office.go(path)
    await quiet(office)
    await office.page.getByRole('heading', { name: heading, level: 2 }).waitFor()
    await office.check(`office${path.split('?')[0].split('/').join('-')}`)
  }
})

test('a member’s dues explain themselves and are entered; the others are entered at once', async (t) => {
  const desk = await sign_in(t, 'shuji')
  const { page } = desk
  await desk.go('/dues?period=2026-11')
  await quiet(desk)
  const row = page.getByRole('row').filter({ hasText: '韩文博' })
  await row.getByText('按自行脱党提请支部大会决定除名').waitFor()

  await row.getByRole('button', { name: /应交党费/ }).click()
  await page.getByText(/13200\.00 × 2% = 264\.00 元/).waitFor()
  await page.getByText('依据《中国共产党章程》第九条').waitFor()
  await desk.check('dues-explained')
  await page.getByRole('button', { name: /关闭|Close/ }).first().click()

  await row.getByRole('button', { name: '韩文博', exact: true }).click()
  await page.getByLabel('交纳金额（元）').fill('264')
  await page.getByRole('button', { name: '登记，共 264.00 元' }).click()
  await row.getByText('已交', { exact: true }).waitFor()

  await page.getByRole('button', { name: /人全部已缴，共/ }).click()
  await page.getByText('未交清（人）').waitFor()
  await page.waitForFunction(() => !document.body.innerText.includes('全部已缴，共'))
  assert.equal(await page.getByText('未交', { exact: true }).count(), 0)
  await desk.check('dues-paid')

  await page.getByRole('button', { name: '党费月报' }).click()
  await page.getByRole('button', { name: '确认并报告' }).click()
  const paid = await sum_of_paid(page)
  assert.ok(paid > 26_400, 'what was entered is in it')
  const yuan = (paid / 100).toLocaleString('en-US', { minimumFractionDigits: 2 })
  await page.getByText(`已于2026年11月20日报告，实收 ${yuan} 元`).waitFor()
  const sheet = await page.request.get(new URL(await page.getByRole('link', { name: '月报（PDF）' }).getAttribute('href'), street.url).href)
  assert.equal((await sheet.body()).subarray(0, 5).toString(), '%PDF-')
})

test('points are proposed by one person and confirmed by a second', async (t) => {
  const secretary = await sign_in(t, 'shuji')
  const unit = await branch_of(secretary)
  await secretary.go('/points/register')
  await quiet(secretary)
  await secretary.page.getByRole('button', { name: '提议积分' }).click()
  await secretary.page.getByRole('dialog').getByLabel(/^党员/).selectOption({ index: 2 })
  await secretary.page.getByRole('dialog').getByLabel(/^项目/).selectOption('points.daily.suggestion')
  await secretary.page.getByLabel(/^事由/).fill('建议增设晾衣架，社区已采纳')
  await secretary.page.getByRole('button', { name: '提议', exact: true }).click()
  const proposed = secretary.page.getByRole('row').filter({ hasText: '建议增设晾衣架' })
  await proposed.getByText('待第二人确认').waitFor()
  assert.equal(await secretary.page.getByRole('button', { name: /^确认/ }).count(), 0, 'nobody confirms what they proposed')

  const second = await sign_in(t, 'weiyuan')
  await second.go('/')
  await second.page.getByRole('listitem').filter({ hasText: '待确认积分' }).getByRole('button', { name: '去办' }).click()
  await quiet(second)
  const row = second.page.getByRole('row').filter({ hasText: '建议增设晾衣架' })
  await row.getByRole('button', { name: /^确认/ }).click()
  await row.getByText('已确认').waitFor()
  await second.check('points-confirmed')

  const other = second.page.getByRole('row').filter({ hasText: '待第二人确认' }).first()
  await other.getByRole('button', { name: /^不同意/ }).click()
  await second.page.getByLabel('理由').fill('请补充采纳的单位和日期')
  await second.page.getByRole('dialog').getByRole('button', { name: '不同意' }).click()
  await second.page.getByText('（请补充采纳的单位和日期）').waitFor()
})

test('the quarter is put up in name order, without any rank', async (t) => {
  const desk = await sign_in(t, 'shuji')
  await desk.go('/points/publication?period=2026-Q3')
  await quiet(desk)
  await desk.page.locator('main tbody tr').first().waitFor()
  const means = (await desk.page.locator('main tbody tr td:last-child').allInnerTexts()).map(Number)
  assert.ok(means.length > 10)
  assert.notDeepEqual(means, [...means].sort((one, other) => other - one), 'nobody is ranked')
  const shown = await desk.page.locator('main').innerText()
  assert.doesNotMatch(shown, /第\s*\d+\s*名|排行|名次：/)
  await desk.page.emulateMedia({ media: 'print' })
  assert.equal(await desk.page.getByRole('navigation', { name: '主菜单' }).isVisible(), false)
  await desk.page.getByRole('heading', { level: 1, name: /2026年第三季度党员积分公开/ }).waitFor()
})

test('an objection on paper is entered and waits for an answer', async (t) => {
  const desk = await sign_in(t, 'shuji')
  await desk.go('/points/register?period=2026-10')
  await quiet(desk)
  await desk.page.getByRole('button', { name: /提出异议$/ }).first().click()
  await desk.page.getByLabel('内容').fill('十月主题党日到会，请核对')
  await desk.page.getByLabel('超过提出时限的，写明原因').fill('外出归来后才看到')
  await desk.page.getByRole('button', { name: '登记异议' }).click()
  await desk.page.getByText('十月主题党日到会，请核对').waitFor()
  await desk.check('points-objection')
})

test('those above see arrears and who has not reported; a branch is graded on one page', async (t) => {
  const desk = await sign_in(t, 'shequ')
  await desk.go('/dues/arrears')
  await quiet(desk)
  await desk.page.getByRole('heading', { name: /欠交党费的党员/ }).waitFor()
  await desk.check('dues-arrears')
  const secretary = await sign_in(t, 'shuji')
  await secretary.go('/review')
  await quiet(secretary)
  await secretary.page.getByText(/党员总数 25 人，一般不超过 8 人/).waitFor()
  await secretary.page.getByRole('radio', { name: '合格', exact: true }).first().check()
  await secretary.page.getByRole('button', { name: '登记 1 人的等次' }).click()
  await secretary.page.getByRole('button', { name: '登记 0 人的等次' }).waitFor()
  await secretary.check('review')
})

test('a vote is entered; the majority explains itself', async (t) => {
  const desk = await sign_in(t, 'shuji')
  const { page } = desk
  await desk.go('/votes')
  await quiet(desk)
  await page.getByRole('button', { name: '登记一次表决' }).click()
  await page.getByText(/应到 21 人/).first().waitFor()
  const form = page.getByRole('dialog', { name: '登记一次表决' })
  await form.getByLabel('表决事项').fill('通过支部明年学习计划')
  await form.getByLabel('实到').fill('18')
  await form.getByLabel('反对').fill('2')
  assert.equal(await form.getByLabel('赞成').inputValue(), '16')
  await desk.check('vote-form')
  await page.getByRole('button', { name: '登记计票' }).click()
  const drawer = page.getByRole('dialog').filter({ hasText: '为什么是这个结果' })
  await drawer.getByText('赞成须超过二分之一应到人数（21 人），即至少 11 票').waitFor()
  await desk.check('vote-explained')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: '通过支部明年学习计划：为什么是这个结果 通过，查看依据' }).waitFor()

  await page.getByRole('button', { name: '登记一次表决' }).click()
  await page.getByLabel('种类').selectOption('election')
  await page.getByLabel('职务').selectOption('committee_member')
  await page.getByLabel('应选名额').fill('3')
  await page.getByText('候选人不少于 4 名').waitFor()
  await page.getByText('过半按实到人数计算').waitFor()
})

test('the inspection is opened down to the fact, and a sample is drawn again by its seed', async (t) => {
  const desk = await sign_in(t, 'jiedao')
  const { page } = desk
  await desk.go('/duty/inspection?period=2026-10')
  await quiet(desk)
  await page.getByRole('button', { name: '临江路社区', exact: true }).click()
  await page.getByRole('heading', { name: '各党组织（临江路社区）' }).waitFor()
  await page.getByRole('button', { name: /：缺办$/ }).first().click()
  await page.getByRole('dialog').getByText('缺办').waitFor()
  await page.getByRole('dialog').getByText(/依据《/).first().waitFor()
  await desk.check('inspection-cell')
  await page.keyboard.press('Escape')
  const drawn = async (seed) => {
    await page.getByLabel('种子（可空）').fill(seed)
    await page.getByRole('button', { name: '抽取' }).click()
    await page.getByText(`种子：${seed}`).waitFor()
    return page.getByRole('dialog').getByRole('listitem').allInnerTexts()
  }
  await page.getByRole('button', { name: '随机抽查' }).click()
  const first = await drawn('上级给的种子')
  await drawn('另一个')
  assert.deepEqual(await drawn('上级给的种子'), first)
  await desk.check('inspection-sample')
})

test('an inspection is issued only after its gaps are named, and its sheet holds the table', async (t) => {
  const desk = await sign_in(t, 'jiedao')
  const { page } = desk
  await desk.go('/duty/inspection?period=2026-11')
  await quiet(desk)
  await page.getByRole('button', { name: '发出2026年11月督查' }).click()
  const sheet = page.getByRole('dialog', { name: '发出2026年11月督查' })
  await sheet.getByText(/应办 [\d,]+ 项/).waitFor()
  await desk.check('inspection-confirm')
  await sheet.getByRole('button', { name: '发出', exact: true }).click()
  const link = page.getByRole('link', { name: '打开（PDF）' })
  const file = await page.request.get(new URL(await link.getAttribute('href'), street.url).href)
  assert.equal((await file.body()).subarray(0, 5).toString(), '%PDF-')
})

test('a document is registered with its original, and a year is filed only under a fonds', async (t) => {
  const desk = await sign_in(t, 'jiedao')
  const { page } = desk
  await desk.go('/archive')
  await quiet(desk)
  await page.getByRole('button', { name: '登记文件' }).click()
  const form = page.getByRole('dialog', { name: '登记文件' })
  await form.getByText('涉密文件（秘密、机密、绝密）不得在本系统登记').waitFor()
  await form.getByLabel('题名').fill('关于开展主题教育的通知')
  await form.getByLabel('文号').fill('渝中委发〔2026〕7号')
  await form.getByLabel('发文机关').fill('渝中区委')
  await desk.check('archive-document')
  await form.getByRole('button', { name: '登记', exact: true }).click()
  await page.getByRole('button', { name: '文件资料', exact: true }).click()
  await page.getByText('关于开展主题教育的通知').first().waitFor()
  await page.getByLabel('年度').selectOption('2025')
  await page.getByRole('button', { name: '2025年归档' }).click()
  await page.getByText('还没有全宗号，请先设定，档号才能不重复。').waitFor()
  await desk.check('archive-filing')
  await page.getByRole('button', { name: '先不办' }).click()
  await page.getByRole('button', { name: '设定', exact: true }).click()
  await page.getByRole('textbox', { name: /全宗号/ }).fill('A000')
  await page.getByRole('dialog', { name: '全宗号' }).getByRole('button', { name: '设定' }).click()
  await page.getByText('A000').first().waitFor()
})

test('a bulletin is looked at, issued as a work with progress, and fetched as PDF and Excel', async (t) => {
  const desk = await sign_in(t, 'jiedao')
  const { page } = desk
  await desk.go('/duty/bulletin?period=2026-11')
  await quiet(desk)
  await page.getByRole('button', { name: '查看内容' }).click()
  await page.getByRole('article', { name: '通报的内容' }).getByText('各社区办理情况').waitFor()
  await desk.check('bulletin-preview')
  await page.getByRole('button', { name: '发出2026年11月通报' }).click()
  await page.getByText('2026年11月的通报已于2026年11月20日发出').waitFor()
  for (const [name, magic] of [['pdf', '%PDF'], ['xlsx', 'PK']]) {
    const link = page.getByRole('link', { name: `下载2026年11月基层党建工作通报.${name}` })
    const file = await page.request.get(new URL(await link.getAttribute('href'), street.url).href)
    assert.equal((await file.body()).subarray(0, magic.length).toString(), magic)
  }
  await desk.check('bulletin-issued')
})

test('the archive keeps an original beside its record, and a community looks its gaps through', async (t) => {
  const desk = await sign_in(t, 'shuji')
  const { page } = desk
  await desk.go('/archive')
  await quiet(desk)
  await page.getByRole('button', { name: '支部主题党日资料', exact: true }).click()
  await page.getByRole('button', { name: /的原件$/ }).first().click()
  const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')
  await page.getByLabel('附一份原件').setInputFiles({ name: '签到表.png', mimeType: 'image/png', buffer: png })
  await page.getByRole('link', { name: '签到表.png' }).waitFor()
  await desk.check('archive-original')
  const record = await page.request.get(new URL(await page.getByRole('link', { name: '排版的记录（PDF）' }).getAttribute('href'), street.url).href)
  assert.equal((await record.body()).subarray(0, 5).toString(), '%PDF-')

  const community = await sign_in(t, 'shequ')
  await community.go('/archive/gaps?period=2026-11')
  await quiet(community)
  await community.page.getByText(/还没有结束/).waitFor()
  await community.go('/archive/gaps?period=2025-12')
  await quiet(community)
  await community.page.getByRole('button', { name: '已看过，完成月整理' }).click()
  await community.page.getByText(/档案月整理已于2026年11月20日完成/).waitFor()
  await community.check('archive-sorted')
})

test('a sum above a list leaves what it counts, and each of these explains itself', async (t) => {
  const desk = await sign_in(t, 'shuji')
  const { page } = desk
  await desk.go('/duty/obligations?period=2026-10')
  await quiet(desk)
  const figure = page.getByRole('button', { name: /^按期办结/ })
  const counted = Number((await figure.innerText()).replace(/\D/g, ''))
  assert.ok(counted > 0)
  await figure.click()
  assert.equal(await page.locator('main tbody tr').count(), counted)

  await desk.go('/dues?period=2026-10')
  await quiet(desk)
  const paid = page.getByRole('button', { name: /^已交（元）/ })
  await paid.click()
  assert.equal(await sum_of_paid(page), Math.round(Number((await paid.innerText()).replace(/[^\d.]/g, '')) * 100))
  await paid.click()
  await page.getByRole('button', { name: /^韩文博2026年10月前欠交党费/ }).click()
  await page.getByText(/^2026年\d+月应交 264\.00 元，已交 0\.00 元，欠交$/).first().waitFor()
  await page.getByText(/起核定：按月领取工资，基数 13200\.00 元/).waitFor()
  await desk.check('dues-arrears-explained')

  await desk.go('/points/publication?period=2026-Q3')
  await quiet(desk)
  await page.getByRole('button', { name: /平均积分/ }).first().click()
  await page.getByText('3 个月的平均，四舍五入到百分之一分').waitFor()
  await desk.check('points-mean')

  const office = await sign_in(t, 'jiedao')
  await office.go('/duty/inspection?period=2026-10')
  await quiet(office)
  await office.page.getByRole('button', { name: /缺办 \d+ 项，看是哪些党组织$/ }).first().click()
  assert.equal(await office.page.getByLabel('状态').inputValue(), 'missed')
  const lines = office.page.locator('#units ~ * tbody tr')
  for (const line of await lines.all()) await line.getByRole('button', { name: /：缺办$/ }).first().waitFor()
  assert.ok((await lines.count()) > 0)
  await office.check('inspection-picked')
})

test('a list is printed whole, not only the page shown', async (t) => {
  const desk = await sign_in(t, 'shuji')
  const { page } = desk
  await desk.go('/archive')
  await quiet(desk)
  const items = page.getByRole('region', { name: '归档文件' })
  const total = Number((await items.getByRole('option', { name: /^全部七卷/ }).innerText()).replace(/\D/g, ''))
  const rows = () => items.locator('tbody tr').count()
  assert.ok(total > 20 && (await rows()) === 20)
  await page.evaluate(() => (window.print = () => (window.printed = document.querySelectorAll('[aria-label="归档文件"] tbody tr').length)))
  await page.getByRole('button', { name: '打印', exact: true }).click()
  await page.waitForFunction((wanted) => window.printed === wanted, total)
  await page.waitForFunction(() => document.querySelectorAll('[aria-label="归档文件"] tbody tr').length === 20)
  await page.getByRole('link', { name: /^打开.*（PDF）$/ }).first().waitFor()
})
