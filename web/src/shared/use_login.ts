import { reactive } from 'vue'
import { useRoute, useRouter } from 'vue-router'

import { way_back } from './guard'
import { log_in } from './session'
import { use_save } from './use_save'

/** State of the login form, the same on desk and phone: the code field appears when the server asks for it. */
export function use_login() {
  const route = useRoute()
  const router = useRouter()
  const form = reactive({ login: '', password: '', totp: '', asks_totp: false })
  const save = use_save(() => log_in(form.login.trim(), form.password, form.totp.trim()))

  async function submit(): Promise<void> {
    if (await save.run()) {
      await router.replace(way_back(route.query['back']))
    } else if (save.error?.field === 'totp') {
      // Asking for the code the first time is a next step, not an error.
      if (!form.asks_totp) save.error = null
      form.asks_totp = true
    }
  }
  return { form, save, submit }
}
