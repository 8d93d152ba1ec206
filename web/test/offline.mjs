// No file of dist may name another host. Names that are never fetched are listed with the reason.
import { readdirSync, readFileSync } from 'node:fs'

const dist = new URL('../dist/', import.meta.url)

const allowed = new Map([
  ['www.w3.org', 'XML namespaces of SVG and MathML: names, not addresses'],
  ['vuejs.org', 'links in error texts of Vue and its router'],
  ['element-plus.org', 'links in deprecation texts of Element Plus'],
])

const pattern = /(?:https?:|wss?:)?\/\/((?:[a-z0-9-]+\.)+[a-z]{2,})(?=[/:"'`)\s?#]|$)/gi
let faults = 0
const seen = new Set()
for (const name of readdirSync(dist, { recursive: true })) {
  if (!/\.(js|css|html|svg|json)$/.test(name)) continue
  for (const [whole, host] of readFileSync(new URL(name, dist), 'utf8').matchAll(pattern)) {
    const known = host.toLowerCase()
    seen.add(known)
    if (allowed.has(known)) continue
    console.error(`dist/${name} names ${whole}`)
    faults += 1
  }
}
for (const host of allowed.keys()) if (!seen.has(host)) console.log(`offline: ${host} is allowed but no longer named`)
if (faults > 0) process.exit(1)
console.log(`offline: only ${[...seen].join(', ') || 'no'} names, none fetched`)
