// The route tables of the desk and of the phone as the pages have them, for scenarios that must forget no page.
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

import ts from 'typescript'

/** The `pages` of web/src/<side>/routes.ts: path, name, title and permission of each. */
export async function routes_of(side) {
  const source = await readFile(fileURLToPath(new URL(`../../src/${side}/routes.ts`, import.meta.url)), 'utf8')
  const { outputText } = ts.transpileModule(source, { compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 } })
  return (await import(`data:text/javascript,${encodeURIComponent(outputText)}`)).pages
}
