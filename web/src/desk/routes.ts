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

  // premises 活动阵地

  // practice 工作机制

  // duty 履职行为

  // kernel 系统

  // Only of `npm run gallery`: every shared component on one page.
  ...(import.meta.env.MODE === 'gallery' ? [gallery] : []),
]
