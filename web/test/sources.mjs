// What the compiler does not see: things Chromium 78 lacks, and addresses of other hosts in our own sources.
import { readdirSync, readFileSync } from 'node:fs'

const root = new URL('../src/', import.meta.url)

const banned_in_code = [
  [/\.at\(/, 'Array.at (Chromium 92)'],
  [/\.replaceAll\(/, 'replaceAll (Chromium 85)'],
  [/structuredClone\(/, 'structuredClone (Chromium 98)'],
  [/Object\.hasOwn\b/, 'Object.hasOwn (Chromium 93)'],
  [/crypto\.randomUUID\(/, 'crypto.randomUUID (Chromium 92 and https)'],
  [/AbortSignal\.(timeout|any)/, 'AbortSignal.timeout (Chromium 103)'],
  [/createImageBitmap\(/, 'createImageBitmap with orientation throws on Chromium 80'],
  [/new Date\(\)|Date\.now\(\)/, 'the clock of the browser: days come from session.today'],
  [/https?:\/\//, 'an address of another host'],
]
const banned_in_style = [
  [/(^|[\s;{])inset\s*:/, 'inset (Chromium 87)'],
  [/aspect-ratio\s*:/, 'aspect-ratio (Chromium 88)'],
  [/:(is|where|has)\(/, ':is :where :has'],
  [/\d[dsl]v[hw]\b/, 'dvh (Chromium 108)'],
  [/@layer|@container|color-mix\(/, '@layer, @container, color-mix'],
]
/** Words that hold an address without fetching it. */
const allowed = ['http://www.w3.org/']

function styles_of(name, text) {
  if (name.endsWith('.css')) return text
  return [...text.matchAll(/<style[^>]*>([\s\S]*?)<\/style>/g)].map((match) => match[1]).join('\n')
}

function without_comments(text) {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1')
}

function faults_of(name, text) {
  const faults = []
  const style = without_comments(styles_of(name, text))
  for (const [pattern, why] of banned_in_style) if (pattern.test(style)) faults.push(why)
  for (const block of style.split('}')) {
    if (/display:\s*(inline-)?flex/.test(block) && /(^|[\s;{-])gap\s*:/.test(block)) faults.push('flex gap (Chromium 84): use grid')
  }
  if (name.endsWith('.css')) return faults
  let code = without_comments(text.replace(/<style[\s\S]*?<\/style>/g, ''))
  for (const address of allowed) code = code.split(address).join('')
  for (const [pattern, why] of banned_in_code) if (pattern.test(code)) faults.push(why)
  return faults
}

let count = 0
for (const name of readdirSync(root, { recursive: true })) {
  if (!/\.(ts|vue|css)$/.test(name) || name.endsWith('schema.d.ts')) continue
  for (const fault of faults_of(name, readFileSync(new URL(name, root), 'utf8'))) {
    console.error(`src/${name}: ${fault}`)
    count += 1
  }
}
if (count > 0) process.exit(1)
console.log('sources: nothing that Chromium 78 lacks, no other host')
