import { createRouter, createWebHashHistory, type RouteRecordRaw } from 'vue-router'

import { guard } from '@/shared/guard'
import { session } from '@/shared/session'

import Shell from './Shell.vue'
import { pages } from './routes'

const outside: RouteRecordRaw[] = [
  { path: '/login', name: 'login', meta: { title: '登录', open: true }, component: () => import('./views/kernel/login.vue') },
  { path: '/setup', name: 'setup', meta: { title: '首次启用', open: true }, component: () => import('./views/kernel/setup.vue') },
  {
    path: '/unreachable',
    name: 'unreachable',
    meta: { title: '连不上服务器', open: true },
    component: () => import('./views/kernel/unreachable.vue'),
  },
]

const inside: RouteRecordRaw[] = [
  ...pages.map((page) => ({
    path: page.path,
    name: page.name,
    meta: { title: page.title, permission: page.permission },
    component: page.view,
  })),
  { path: '/refused', name: 'refused', meta: { title: '没有权限' }, component: () => import('./views/kernel/refused.vue') },
  { path: '/:nothing(.*)*', name: 'nowhere', meta: { title: '没有这一页' }, component: () => import('./views/kernel/nowhere.vue') },
]

export const router = guard(
  createRouter({
    history: createWebHashHistory(),
    routes: [...outside, { path: '/', component: Shell, children: inside }],
    scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
  }),
)

// With a password from somebody else, or as an administrator without a second factor, one may do nothing but mend that.
router.beforeEach((to) => ((session.data?.password_given || session.data?.must_enroll_totp) && to.meta.open !== true && to.name !== 'account' ? { name: 'account' } : true))
