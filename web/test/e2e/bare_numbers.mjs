// Numbers that explain nothing. Every number on a page either leads to how it came about or stands beside the rule it rests
// on; what is nothing needs no reason. Runs in the page: it may use nothing from outside itself.

/**
 * The numbers of the page, and of the sheets open over it, that lead nowhere, each with the words around it. A number is
 * explained when it
 * - stands in a link or button, in a field, its label or the output of a form or of a work in progress, or in the summary of what opens beneath it;
 * - stands in one line (list item, table row, note, paragraph) with the rule it rests on;
 * - counts, in a heading or a status, the lines beneath it: all of them, or those that say the word before the number
 *   (of a choice, what is chosen);
 * - is part of an explanation itself, or of a document to be issued, which says in its head where its numbers come from.
 * Days, clock times and the numbers of pages are no numbers in this sense. What somebody wrote or entered, and a name, is
 * marked `hj-entered` by the pages; a code to be read off is `code`.
 */
export function bare_numbers() {
  const leads_on = 'a, nav, button:not(:disabled), select, textarea, output, label, legend, summary, .explanation, .rule, .hj-entered, .hj-document, code'
  const no_numbers = /\d{4}-\d{2}(-\d{2})?( \d{1,2}:\d{2})?|(\d{4}年)?\d{1,2}月(\d{1,2}日)?|\d{4} ?年|\d{1,2}:\d{2}/g
  const number = /([^\s\d.,/，。；：（）]*)[\s：]*((?<![A-Za-z\d])\d[\d,]*(?:\.\d+)?)/g

  const line_of = (one) => one.closest('li, tr, .hj-line, .hj-note')
  const cites = (element) => element !== null && element.querySelector('.rule') !== null
  const beside_a_rule = (one) => cites(line_of(one)) || cites(one.closest('p'))
  const said_by = (line) => (line.querySelector('[aria-pressed]') ? [...line.querySelectorAll('[aria-pressed="true"]')] : [line]).map((one) => one.textContent).join()
  function counts_lines(one, word, value) {
    const status = one.closest('[role="status"]')
    const heading = status ?? one.closest('h2, h3, caption')
    const wholes = [heading?.closest('section, fieldset, form, table, .hj-card'), status?.closest('main')].filter((whole) => whole)
    const is_after = (later, earlier) => (earlier.compareDocumentPosition(later) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0
    return wholes.some((whole) => {
      const next = status ? undefined : [...whole.querySelectorAll(heading.localName)].find((other) => is_after(other, heading))
      return ['li', 'tbody tr', 'details', '.hj-line', '[role="group"] > button'].some((kind) => {
        const lines = [...whole.querySelectorAll(kind)].filter((line) => is_after(line, heading) && (!next || is_after(next, line)))
        return lines.length === value || (word !== '' && lines.filter((line) => said_by(line).includes(word)).length === value)
      })
    })
  }

  const found = []
  const folded = [...document.querySelectorAll('details:not([open])')]
  for (const one of folded) one.open = true
  const roots = [...document.querySelectorAll('main, dialog[open], .el-drawer.open')]
  for (const root of roots.filter((one) => !roots.some((other) => other !== one && other.contains(one)))) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
      const one = walker.currentNode.parentElement
      const text = walker.currentNode.textContent
      if (!/[1-9]/.test(text) || one.closest(leads_on) || one.getClientRects().length === 0 || beside_a_rule(one)) continue
      let word = ''
      for (const [, before, digits] of text.replace(no_numbers, '').matchAll(number)) {
        word = before || word
        const value = Number(digits.replace(/,/g, ''))
        if (value !== 0 && !counts_lines(one, word, value)) found.push(`${digits} in “${(one.closest('p, li, td, h2, h3, dd, div') ?? one).textContent.replace(/\s+/g, ' ').trim().slice(0, 60)}”`)
      }
    }
  }
  for (const one of folded) one.open = false
  return found
}
