// What both routers do: find out who this is before the first page, send strangers to the login page and back again,
// set title and focus after a change of page.

import { nextTick, watch } from 'vue'
import type { Router, RouteLocationNormalized, RouteLocationRaw } from 'vue-router'

import { load_session, may, session } from './session'

declare module 'vue-router' {
  interface RouteMeta {
    title: string
    permission?: string | undefined
    /** Open to people who are not signed in. */
    open?: boolean | undefined
  }
}

async function where_to(to: RouteLocationNormalized): Promise<RouteLocationRaw | true> {
  if (session.state === 'unknown') {
    try {
      await load_session()
    } catch {
      return to.name === 'unreachable' ? true : { name: 'unreachable', query: { back: to.fullPath } }
    }
  }
  if (session.state === 'setup') return to.name === 'setup' ? true : { name: 'setup' }
  if (to.name === 'setup') return { path: '/' }
  if (session.state === 'none') return to.meta.open ? true : { name: 'login', query: { back: to.fullPath } }
  if (to.name === 'login') return { path: '/' }
  return may(to.meta.permission) ? true : { name: 'refused' }
}

export function guard(router: Router): Router {
  router.beforeEach(where_to)
  router.afterEach((to, from) => {
    document.title = `${to.meta.title} · 夯基`
    if (to.path !== from.path && from.matched.length > 0) {
      // A screen reader starts at the heading of the new page.
      void nextTick(() => document.querySelector<HTMLElement>('main h1, main')?.focus())
    }
  })
  // The session ended while a page was open.
  watch(
    () => session.state,
    (state, before) => {
      if (before !== 'open' || state !== 'none') return
      void router.push({ name: 'login', query: { back: router.currentRoute.value.fullPath } })
    },
  )
  return router
}

/** Where to go after login: only a path of our own. */
export function way_back(back: unknown): string {
  return typeof back === 'string' && back.startsWith('/') && !back.startsWith('//') ? back : '/'
}
