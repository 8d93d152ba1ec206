// All pages of the desk, in the order of the menu. One line a page; add yours under its chapter.
//
// A page with `menu` stands in the side menu under its chapter. `permission` hides page and menu entry from those who
// lack it (the server refuses them anyway). A page that opens from another one names it in `parent`, for the breadcrumbs.

import type { Component } from 'vue'

import type { Chapter } from '@/shared/chapters'

export interface DeskPage {
  path: string
  name: string
  title: string
  chapter: Chapter
  view: () => Promise<{ default: Component }>
  menu?: true
  permission?: string
  parent?: string
}

export const workbench: DeskPage = {
  path: '/',
  name: 'workbench',
  title: '工作台',
  chapter: 'kernel',
  view: () => import('./views/kernel/workbench.vue'),
}

const gallery: DeskPage = {
  path: '/gallery',
  name: 'gallery',
  title: '组件一览',
  chapter: 'kernel',
  view: () => import('../../test/gallery/Desk.vue'),
  menu: true,
}

export const pages: readonly DeskPage[] = [
  workbench,

  // organisation 组织设置
  { path: '/units', name: 'units', title: '党组织与党员', chapter: 'organisation', view: () => import('./views/organisation/units.vue'), menu: true, permission: 'see_units' },

  // premises 活动阵地

  // practice 工作机制
  { path: '/activities', name: 'activities', title: '组织生活', chapter: 'practice', view: () => import('./views/practice/activities.vue'), menu: true, permission: 'see_activities' },
  { path: '/activities/new', name: 'new_activity', title: '安排活动', chapter: 'practice', view: () => import('./views/practice/activities.vue'), permission: 'record_activities', parent: 'activities' },
  { path: '/activities/:id', name: 'activity', title: '活动', chapter: 'practice', view: () => import('./views/practice/activity.vue'), permission: 'see_activities', parent: 'activities' },

  // duty 履职行为

  // kernel 系统

  // Only of `npm run gallery`: every shared component on one page.
  ...(import.meta.env.MODE === 'gallery' ? [gallery] : []),
]
