import { createRouter, createWebHashHistory, type RouteRecordRaw } from 'vue-router'

import { guard } from '@/shared/guard'
import { session } from '@/shared/session'

import Shell from './Shell.vue'
import { pages } from './routes'

const outside: RouteRecordRaw[] = [
  { path: '/login', name: 'login', meta: { title: '登录', open: true }, component: () => import('./pages/kernel/login.vue') },
  { path: '/setup', name: 'setup', meta: { title: '首次启用', open: true }, component: () => import('./pages/kernel/setup.vue') },
  {
    path: '/unreachable',
    name: 'unreachable',
    meta: { title: '连不上服务器', open: true },
    component: () => import('./pages/kernel/unreachable.vue'),
  },
]

const inside: RouteRecordRaw[] = [
  ...pages.map((page) => ({
    path: page.path,
    name: page.name,
    meta: { title: page.title, permission: page.permission },
    component: page.page,
  })),
  { path: '/refused', name: 'refused', meta: { title: '没有权限' }, component: () => import('./pages/kernel/refused.vue') },
  { path: '/:nothing(.*)*', redirect: '/' },
]

export const router = guard(
  createRouter({
    history: createWebHashHistory(),
    routes: [...outside, { path: '/', component: Shell, children: inside }],
    scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
  }),
)

// With a password from somebody else one may do nothing but change it.
router.beforeEach((to) => (session.data?.password_given && to.meta.open !== true && to.name !== 'me' ? { name: 'me' } : true))
