// What a first visit loads, gzipped: entry + page + everything they import, JavaScript and CSS. Fails above the budget.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

const dist = new URL('../dist/', import.meta.url)
const kib = 1024

const entries = { desk: 'index.html', phone: 'm.html' }
/** KiB. A page with its own line is held to it, any other of its entry to `page`. */
const limits = {
  desk: { page: 280, 'views/kernel/login.vue': 180 },
  phone: { page: 130, 'pages/practice/activity.vue': 160 },
}
const lazy_chunk = 90
/** Chunks that may be larger, by the start of their name. */
const large_chunks = { echarts: 210, openlayers: 110 }
const all_scripts = 700

if (!existsSync(new URL('.vite/manifest.json', dist))) {
  console.error('budget: no dist, run `npm run build` first')
  process.exit(1)
}
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist)))

const sizes = new Map()
function packed_size(file) {
  if (!sizes.has(file)) {
    const gz = new URL(`${file}.gz`, dist)
    sizes.set(file, existsSync(gz) ? statSync(gz).size : gzipSync(readFileSync(new URL(file, dist))).length)
  }
  return sizes.get(file)
}

function files_of(key, into = new Set(), walked = new Set()) {
  if (walked.has(key)) return into
  walked.add(key)
  const chunk = manifest[key]
  into.add(chunk.file)
  for (const style of chunk.css ?? []) into.add(style)
  for (const other of chunk.imports ?? []) files_of(other, into, walked)
  return into
}

function total(files) {
  return [...files].reduce((sum, file) => sum + packed_size(file), 0) / kib
}

let faults = 0
function hold(what, size, limit) {
  const over = size > limit
  if (over) faults += 1
  console.log(`${over ? 'OVER ' : 'ok   '}${size.toFixed(1).padStart(7)} / ${String(limit).padStart(3)} KiB  ${what}`)
}

for (const [side, entry] of Object.entries(entries)) {
  const folder = `src/${side === 'desk' ? 'desk' : 'mobile'}/`
  const base = files_of(entry)
  hold(`${side}: entry alone`, total(base), limits[side].page)
  for (const key of Object.keys(manifest).sort()) {
    if (!key.startsWith(folder) || !/\/(views|pages)\//.test(key)) continue
    const page = key.slice(folder.length)
    hold(`${side} ${page}`, total(files_of(key, new Set(base))), limits[side][page] ?? limits[side].page)
  }
}

const shared = new Set(Object.values(entries).flatMap((entry) => [...files_of(entry)]))
for (const file of readdirSync(new URL('assets/', dist))) {
  if (!file.endsWith('.js') || shared.has(`assets/${file}`)) continue
  const large = Object.keys(large_chunks).find((name) => file.startsWith(name))
  const size = packed_size(`assets/${file}`) / kib
  const limit = large ? large_chunks[large] : lazy_chunk
  if (size > limit / 2) hold(`chunk ${file}`, size, limit)
}
const scripts = readdirSync(new URL('assets/', dist)).filter((file) => file.endsWith('.js'))
hold(`all ${scripts.length} scripts`, total(scripts.map((file) => `assets/${file}`)), all_scripts)

if (faults > 0) process.exit(1)
