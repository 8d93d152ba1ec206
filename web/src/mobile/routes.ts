// All pages of the phone. One line a page; add yours under its chapter. A page with `tab` stands in the bottom bar.

import type { Component } from 'vue'

import type { Chapter } from '@/shared/chapters'

export interface PhonePage {
  path: string
  name: string
  title: string
  chapter: Chapter
  page: () => Promise<{ default: Component }>
  /** Name of a Vant icon: the page stands in the bottom bar. At most five. */
  tab?: string
  permission?: string
}

export const pages: readonly PhonePage[] = [
  { path: '/', name: 'workbench', title: '工作台', chapter: 'kernel', tab: 'todo-list-o', page: () => import('./pages/kernel/workbench.vue') },

  // organisation 组织设置

  // premises 活动阵地

  // practice 工作机制
  { path: '/activities', name: 'activities', title: '组织生活', chapter: 'practice', tab: 'calendar-o', permission: 'see_activities', page: () => import('./pages/practice/activities.vue') },
  { path: '/activities/new', name: 'new_activity', title: '安排活动', chapter: 'practice', permission: 'record_activities', page: () => import('./pages/practice/activities.vue') },
  { path: '/activities/:id', name: 'activity', title: '活动', chapter: 'practice', permission: 'see_activities', page: () => import('./pages/practice/activity.vue') },

  // duty 履职行为

  // kernel 系统
  { path: '/me', name: 'me', title: '我的', chapter: 'kernel', tab: 'user-o', page: () => import('./pages/kernel/me.vue') },

]
