import { fileURLToPath } from 'node:url'

import { VantResolver } from '@vant/auto-import-resolver'
import vue from '@vitejs/plugin-vue'
import Components from 'unplugin-vue-components/vite'
import { ElementPlusResolver } from 'unplugin-vue-components/resolvers'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'

const testing = Boolean(process.env.VITEST)
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Vant's icon style names a font on a remote host as fallback to the embedded one. Nothing may name another host. */
function withoutRemoteIconFont(): Plugin {
  return {
    name: 'hangji:without-remote-icon-font',
    enforce: 'pre',
    transform(code, id) {
      if (!/vant\/(es|lib)\/icon\/.*\.css/.test(id)) return undefined
      return { code: code.replace(/,\s*url\((?:https?:)?\/\/[^)]*\)\s*format\([^)]*\)/g, ''), map: null }
    },
  }
}

export default defineConfig({
  base: './',
  resolve: { alias: { '@': here('./src') } },
  plugins: [
    withoutRemoteIconFont(),
    vue(),
    // Only the two libraries resolve by name; our own components are imported, so that a reader sees from where.
    Components({
      dirs: [],
      dts: false,
      resolvers: [
        ElementPlusResolver({ importStyle: testing ? false : 'css' }),
        VantResolver({ importStyle: !testing }),
      ],
    }),
  ],
  build: {
    target: 'chrome78',
    cssTarget: 'chrome78',
    manifest: true,
    modulePreload: { polyfill: false },
    // Other limits are held by test/budget.mjs.
    chunkSizeWarningLimit: 1000,
    rollupOptions: { input: { desk: here('./index.html'), phone: here('./m.html') } },
  },
  server: { proxy: { '/api': { target: 'http://127.0.0.1:8080', ws: true } } },
  test: {
    environment: 'happy-dom',
    include: ['test/unit/**/*.spec.ts'],
    server: { deps: { inline: ['element-plus', 'vant'] } },
  },
})
