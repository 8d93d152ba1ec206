// Where a task is done. The server names the page below the root (`activities/new?kind=…`, `dues`); the unit is added when it is not there.

export function task_page(task: { page: string; unit: string }): string {
  const [path, query] = task.page.split('?')
  const names_unit = /(^|&)unit=/.test(query ?? '')
  const parts = [query, !names_unit && task.unit && task.unit !== '0' ? `unit=${task.unit}` : ''].filter((part) => part)
  return `/${path}${parts.length > 0 ? `?${parts.join('&')}` : ''}`
}
