// The parameters of a rule as fields that a person can fill in. Numbers are stored as integers in small measures (分币,
// hundredths of a point, hundred-thousandths); the page shows and takes them as the rule's words do.

/** A column of a list, or of a group of values, as the program describes it. */
export interface TableColumn {
  /** Empty: the element itself. */
  key: string
  label: string
  form: 'number' | 'text' | 'flag' | 'choice'
  unit: string
  scale: number
  optional: boolean
  choices: { value: string; word: string }[]
}

export interface ParameterTable {
  parameter: string
  /** Always one row. */
  single: boolean
  columns: TableColumn[]
}

/** What the law binds the street to. */
export interface ParameterBound {
  parameter: string
  bound: 'exactly' | 'at_least' | 'at_most'
  text: string
}

/** Cells by the columns' keys, as typed. */
export type TableRow = Record<string, string>

export interface ParameterField {
  key: string
  label: string
  form: 'number' | 'flag' | 'text' | 'fixed' | 'json' | 'table'
  /** Behind a number: 元, 分, %, 天. */
  unit: string
  /** Stored units in one shown unit. */
  scale: number
  /** As typed; `true`/`false` for a flag. */
  value: string
  /** As it was. */
  stored: unknown
  /** Empty: the street is free. */
  bound: string
  table: ParameterTable | null
  rows: TableRow[]
}

function scale_of(unit: string): number {
  if (unit === '元' || unit === '分') return 100
  return unit === '%' ? 1000 : 1
}

function shown_number(stored: number, scale: number): string {
  const digits = String(scale).length - 1
  if (digits === 0) return String(stored)
  const text = String(Math.abs(stored)).padStart(digits + 1, '0')
  const part = text.slice(-digits).replace(/0+$/, '')
  return `${stored < 0 ? '-' : ''}${text.slice(0, -digits)}${part === '' ? '' : `.${part}`}`
}

/** The element of a list as cells. */
function row_of(element: unknown, columns: readonly TableColumn[]): TableRow {
  const row: TableRow = {}
  for (const column of columns) {
    const cell = column.key === '' ? element : (element as Record<string, unknown>)[column.key]
    if (typeof cell === 'number') row[column.key] = shown_number(cell, column.scale)
    else row[column.key] = cell === null || cell === undefined ? '' : String(cell)
  }
  return row
}

export function empty_row(columns: readonly TableColumn[]): TableRow {
  return Object.fromEntries(columns.map((column) => [column.key, column.form === 'flag' ? 'false' : '']))
}

/** What the cells say; undefined when one does not read. */
function element_of(row: TableRow, columns: readonly TableColumn[]): unknown {
  const element: Record<string, unknown> = {}
  for (const column of columns) {
    const typed = row[column.key] ?? ''
    let cell: unknown = typed
    if (column.form === 'number') cell = typed.trim() === '' ? null : stored_number(typed, column.scale)
    else if (column.form === 'flag') cell = typed === 'true'
    else if (typed === '' && column.optional) cell = null
    const is_wrong = (cell === null && !(column.optional && typed.trim() === '')) || (column.form === 'choice' && cell === '')
    if (is_wrong) return undefined
    if (column.key === '') return cell
    element[column.key] = cell
  }
  return element
}

/** `readable` are the words of the same parameters in the same order; a threshold has one line for value and unit. */
export function fields_of(
  parameters: Record<string, unknown>,
  readable: readonly { label: string; text: string }[],
  tables: readonly ParameterTable[] = [],
  bounds: readonly ParameterBound[] = [],
): ParameterField[] {
  const entries = Object.entries(parameters)
  const is_threshold = readable.length === 1 && entries.length === 2 && 'value' in parameters && 'unit' in parameters
  return entries.map(([key, stored], index): ParameterField => {
    const words = is_threshold ? readable[0]! : (readable[index] ?? { label: key, text: '' })
    const bound = bounds.find((one) => one.parameter === key)
    const field = { key, label: words.label || key, unit: '', scale: 1, stored, bound: bound?.text ?? '', table: null, rows: [] }
    if (bound?.bound === 'exactly') return { ...field, form: 'fixed', value: '' }
    if (typeof stored === 'number') {
      const unit = /[\d.]\s*([^\d.\s]*)$/.exec(words.text)?.[1] ?? ''
      const scale = is_threshold ? 1 : scale_of(unit)
      return { ...field, form: 'number', unit, scale, value: shown_number(stored, scale) }
    }
    if (typeof stored === 'boolean') return { ...field, form: 'flag', value: String(stored) }
    if (typeof stored === 'string') {
      if (is_threshold) return { ...field, form: 'fixed', label: '', value: stored }
      // A code has words of its own; only free text reads as it is stored.
      return { ...field, form: words.text === stored ? 'text' : 'fixed', value: stored }
    }
    const table = tables.find((one) => one.parameter === key)
    if (table && stored !== null) {
      const elements = table.single ? [stored] : (stored as unknown[])
      return { ...field, form: 'table', value: '', table, rows: elements.map((one) => row_of(one, table.columns)) }
    }
    return { ...field, form: 'json', value: JSON.stringify(stored) }
  })
}

/** The stored number of what was typed; null when it is none or finer than what is stored. */
export function stored_number(typed: string, scale: number): number | null {
  const digits = String(scale).length - 1
  const match = /^(-?)(\d{1,12})(?:\.(\d+))?$/.exec(typed.trim())
  if (!match || (match[3] ?? '').replace(/0+$/, '').length > digits) return null
  const value = Number(match[2]) * scale + Number((match[3] ?? '').slice(0, digits).padEnd(digits, '0') || 0)
  return match[1] === '-' && value !== 0 ? -value : value
}

function stored_table(field: ParameterField, table: ParameterTable): { value: unknown } | { wrong: string } {
  const elements = field.rows.map((row) => element_of(row, table.columns))
  const wrong = elements.findIndex((one) => one === undefined)
  if (wrong >= 0) return { wrong: table.single ? field.label : `${field.label}第 ${wrong + 1} 行` }
  return { value: table.single ? elements[0] : elements }
}

function stored_value(field: ParameterField): { value: unknown } | { wrong: string } {
  if (field.form === 'fixed') return { value: field.stored }
  if (field.form === 'flag') return { value: field.value === 'true' }
  if (field.form === 'text') return { value: field.value }
  if (field.form === 'table' && field.table) return stored_table(field, field.table)
  if (field.form === 'number') {
    const value = stored_number(field.value, field.scale)
    return value === null ? { wrong: field.label } : { value }
  }
  try {
    return { value: JSON.parse(field.value) as unknown }
  } catch {
    return { wrong: field.label }
  }
}

/** The parameters again, or the label of the first field (and its row) that does not read. */
export function parameters_of(fields: readonly ParameterField[]): { parameters: Record<string, unknown> } | { wrong: string } {
  const parameters: Record<string, unknown> = {}
  for (const field of fields) {
    const read = stored_value(field)
    if ('wrong' in read) return read
    parameters[field.key] = read.value
  }
  return { parameters }
}
