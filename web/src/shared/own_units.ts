// The units a person may record activities, dues or points for: those their roles are granted at, with names.
import { api } from './api/client'
import { session } from './session'

export interface OwnUnit {
  id: string
  name: string
  kind: string
}

/** Branches among one's own units, else the branches below them: what a unit picker offers. `groups`: their Party groups too. */
export async function own_branches(signal?: AbortSignal, groups = false): Promise<OwnUnit[]> {
  const is_offered = (unit: OwnUnit) => (unit.kind.endsWith('branch') && unit.kind !== 'general_branch') || (groups && unit.kind === 'group')
  const found = new Map<string, OwnUnit>()
  for (const role of session.data?.roles ?? []) {
    const answer = (await api.get('/api/units/{id}/tree', { path: { id: role.unit }, signal })) as { rows: OwnUnit[] }
    for (const unit of answer.rows) if (is_offered(unit)) found.set(unit.id, unit)
  }
  return [...found.values()]
}
