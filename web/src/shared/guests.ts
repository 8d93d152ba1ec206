// Who attends without being owed, as the record keeps it: 张三（街道党工委）；李四（入党积极分子）.
export interface Guest {
  name: string
  unit: string
}

/** What usually stands behind a guest's name. */
export const usual_units = ['街道党工委', '社区党组织', '入党积极分子', '发展对象', '群众', '专家']

/** Whoever is written: a name without unit too, which the record does not take. */
export function guests_of(text: string): Guest[] {
  return text.split('；').filter((one) => one !== '').map((one) => {
    const at = one.indexOf('（')
    if (at < 0) return { name: one, unit: '' }
    return { name: one.slice(0, at), unit: one.slice(at + 1).replace(/）$/, '') }
  })
}

export function guests_text(guests: readonly Guest[]): string {
  return guests
    .map((one) => ({ name: one.name.replace(/[（）；]/g, '').trim(), unit: one.unit.replace(/；/g, '，').trim() }))
    .filter((one) => one.name !== '' || one.unit !== '')
    .map((one) => `${one.name}（${one.unit}）`)
    .join('；')
}
