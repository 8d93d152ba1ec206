import { createApp } from 'vue'

import '@/shared/base.css'
import './m.css'
import '@/shared/print.css'
import App from './App.vue'
import { router } from './router'

createApp(App).use(router).mount('#app')
