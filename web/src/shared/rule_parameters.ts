// The parameters of a rule as fields that a person can fill in. Numbers are stored as integers in small measures (分币,
// hundredths of a point, hundred-thousandths); the page shows and takes them as the rule's words do.

export interface ParameterField {
  key: string
  label: string
  form: 'number' | 'flag' | 'text' | 'fixed' | 'json'
  /** Behind a number: 元, 分, %, 天. */
  unit: string
  /** Stored units in one shown unit. */
  scale: number
  /** As typed; `true`/`false` for a flag. */
  value: string
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

/** `readable` are the words of the same parameters in the same order; a threshold has one line for value and unit. */
export function fields_of(parameters: Record<string, unknown>, readable: readonly { label: string; text: string }[]): ParameterField[] {
  const entries = Object.entries(parameters)
  const is_threshold = readable.length === 1 && entries.length === 2 && 'value' in parameters && 'unit' in parameters
  return entries.map(([key, stored], index) => {
    const words = is_threshold ? readable[0]! : (readable[index] ?? { label: key, text: '' })
    const field = { key, label: words.label || key, unit: '', scale: 1 }
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

/** The parameters again, or the label of the first field that does not read. */
export function parameters_of(fields: readonly ParameterField[]): { parameters: Record<string, unknown> } | { wrong: string } {
  const parameters: Record<string, unknown> = {}
  for (const field of fields) {
    if (field.form === 'number') {
      const value = stored_number(field.value, field.scale)
      if (value === null) return { wrong: field.label }
      parameters[field.key] = value
    } else if (field.form === 'flag') {
      parameters[field.key] = field.value === 'true'
    } else if (field.form === 'json') {
      try {
        parameters[field.key] = JSON.parse(field.value)
      } catch {
        return { wrong: field.label }
      }
    } else {
      parameters[field.key] = field.value
    }
  }
  return { parameters }
}
