import { describe, expect, it } from 'vitest'

import { empty_row, fields_of, parameters_of, stored_number } from '@/shared/rule_parameters'

describe('parameters of a rule as fields', () => {
  it('shows numbers as the words do and stores them again unchanged', () => {
    const parameters = { base_full: 6000, usual_most: 100000, rate: 500, answer_within: 7 }
    const words = ['60 分', '1000.00 元', '0.5%', '7 天'].map((text) => ({ label: '某项', text }))
    const fields = fields_of(parameters, words)
    expect(fields.map((field) => `${field.value} ${field.unit}`)).toEqual(['60 分', '1000 元', '0.5 %', '7 天'])
    expect(parameters_of(fields)).toEqual({ parameters })
  })
  it('takes a threshold for one number with its unit kept', () => {
    const fields = fields_of({ value: 3, unit: 'persons' }, [{ label: '数值', text: '3 人' }])
    expect(fields.map((field) => field.form)).toEqual(['number', 'fixed'])
    expect(fields[0]!.unit).toBe('人')
    fields[0]!.value = '5'
    expect(parameters_of(fields)).toEqual({ parameters: { value: 5, unit: 'persons' } })
  })
  it('leaves minutes whole', () => {
    expect(fields_of({ value: 45, unit: 'minutes' }, [{ label: '数值', text: '45 分钟' }])[0]!.scale).toBe(1)
  })
  it('keeps codes, edits free text, and hands lists over as they are stored', () => {
    const fields = fields_of({ form: 'objection', base: '月工资', units: ['branch'], secret: true }, [
      { label: '种类', text: '异议' },
      { label: '基数', text: '月工资' },
      { label: '组织', text: '党支部' },
      { label: '无记名', text: '是' },
    ])
    expect(fields.map((field) => field.form)).toEqual(['fixed', 'text', 'json', 'flag'])
    expect(parameters_of(fields)).toEqual({ parameters: { form: 'objection', base: '月工资', units: ['branch'], secret: true } })
  })
  const bands = {
    parameter: 'bands',
    single: false,
    columns: [
      { key: 'up_to', label: '不超过', form: 'number' as const, unit: '元', scale: 100, optional: true, choices: [] },
      { key: 'rate_per_100000', label: '比例', form: 'number' as const, unit: '%', scale: 1000, optional: false, choices: [] },
    ],
  }
  const stored_bands = { bands: [{ up_to: 500000, rate_per_100000: 500 }, { up_to: null, rate_per_100000: 1000 }] }
  it('shows a list as a table and stores it again unchanged', () => {
    const fields = fields_of(stored_bands, [{ label: '档次', text: '' }], [bands])
    expect(fields[0]!.rows).toEqual([{ up_to: '5000', rate_per_100000: '0.5' }, { up_to: '', rate_per_100000: '1' }])
    expect(parameters_of(fields)).toEqual({ parameters: stored_bands })
    fields[0]!.rows.splice(0, 1)
    expect(parameters_of(fields)).toEqual({ parameters: { bands: [{ up_to: null, rate_per_100000: 1000 }] } })
    fields[0]!.rows.push(empty_row(bands.columns))
    expect(parameters_of(fields)).toEqual({ wrong: '档次第 2 行' })
  })
  it('takes a list of codes and a group of values for tables too', () => {
    const steps = { parameter: 'steps', single: false, columns: [{ key: '', label: '步骤', form: 'choice' as const, unit: '', scale: 1, optional: false, choices: [] }] }
    const quorum = { parameter: 'quorum', single: true, columns: [{ key: 'strict', label: '须超过', form: 'flag' as const, unit: '', scale: 1, optional: false, choices: [] }] }
    const stored = { steps: ['on_site'], quorum: { strict: true } }
    const fields = fields_of(stored, [{ label: '步骤', text: '' }, { label: '到会', text: '' }], [steps, quorum])
    expect(fields.map((field) => field.rows)).toEqual([[{ '': 'on_site' }], [{ strict: 'true' }]])
    expect(parameters_of(fields)).toEqual({ parameters: stored })
    fields[0]!.rows.push(empty_row(steps.columns))
    expect(parameters_of(fields)).toEqual({ wrong: '步骤第 2 行' })
  })
  it('does not offer what the law fixes', () => {
    const bound = { parameter: 'bands', bound: 'exactly' as const, text: '不得改动' }
    const fields = fields_of(stored_bands, [{ label: '档次', text: '' }], [bands], [bound])
    expect(fields[0]).toMatchObject({ form: 'fixed', bound: '不得改动' })
    expect(parameters_of(fields)).toEqual({ parameters: stored_bands })
  })
  it('names the field that does not read', () => {
    const fields = fields_of({ answer_within: 7 }, [{ label: '答复时限', text: '7 天' }])
    fields[0]!.value = '七'
    expect(parameters_of(fields)).toEqual({ wrong: '答复时限' })
  })
  it('refuses what is finer than what is stored', () => {
    expect(stored_number('0.505', 100)).toBeNull()
    expect(stored_number('0.50', 100)).toBe(50)
    expect(stored_number('7.5', 1)).toBeNull()
  })
})
