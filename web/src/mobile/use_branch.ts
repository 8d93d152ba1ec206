// The branch and the month a page of the branch's books is about.
import { ref, watch, type Ref } from 'vue'
import { useRoute, type LocationQueryValue } from 'vue-router'

import { add_months, month_of } from '@/shared/dates'
import { own_branches, type OwnUnit } from '@/shared/own_units'
import { today } from '@/shared/session'
import { use_load, type Loading } from '@/shared/use_load'

export interface Branch {
  /** Empty until the branches are known. */
  unit: Ref<string>
  units: Loading<OwnUnit[]>
}

/** A value of the address; of several the first. */
export function asked(value: LocationQueryValue | LocationQueryValue[] | undefined): string {
  return String((Array.isArray(value) ? value[0] : value) ?? '')
}

/** The branch the address names, else the first of one's own. `groups`: Party groups can be chosen too. */
export function use_branch(groups = false): Branch {
  const unit = ref(asked(useRoute().query['unit']))
  const units = use_load((signal) => own_branches(signal, groups))
  watch(
    () => units.data,
    (found) => {
      if (unit.value === '' && found && found.length > 0) unit.value = found[0]!.id
    },
  )
  return { unit, units }
}

/** The month a monthly book opens with: the one the address asks for, else the last one while it is still to be done. */
export async function month_to_open(period: string, is_done: (month: string) => Promise<boolean>): Promise<string> {
  if (/^\d{4}-\d{2}$/.test(period)) return period
  const present = month_of(today())
  const last = add_months(present, -1)
  return (await is_done(last)) ? present : last
}
