import { createApp } from 'vue'

import '@/shared/base.css'
import './styles.css'
import '@/shared/print.css'
import App from './App.vue'
import { router } from './router'

/** A phone that opens the desk's address gets the phone's pages, unless its owner asked for the desk. */
function belongs_on_the_phone(): boolean {
  if (/[?&]desk=1/.test(location.search)) return false
  return matchMedia('(max-width: 560px) and (pointer: coarse)').matches
}

if (belongs_on_the_phone()) location.replace('m.html')
else createApp(App).use(router).mount('#app')
