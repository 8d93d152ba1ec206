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
  { path: '/deadlines', name: 'deadlines', title: '期限提醒', chapter: 'organisation', permission: 'see_members', page: () => import('./pages/organisation/deadlines.vue') },

  { path: '/members', name: 'members', title: '党员名册', chapter: 'organisation', permission: 'see_members', page: () => import('./pages/organisation/members.vue') },
  { path: '/enterprises', name: 'enterprises', title: '非公企业', chapter: 'organisation', permission: 'see_enterprises', page: () => import('./pages/organisation/enterprises.vue') },

  // premises 活动阵地

  // practice 工作机制
  { path: '/activities', name: 'activities', title: '组织生活', chapter: 'practice', tab: 'calendar-o', permission: 'see_activities', page: () => import('./pages/practice/activities.vue') },
  { path: '/activities/new', name: 'new_activity', title: '安排活动', chapter: 'practice', permission: 'record_activities', page: () => import('./pages/practice/activities.vue') },
  { path: '/activities/:id', name: 'activity', title: '活动', chapter: 'practice', permission: 'see_activities', page: () => import('./pages/practice/activity.vue') },
  { path: '/dues', name: 'dues', title: '党费', chapter: 'practice', tab: 'gold-coin-o', permission: 'see_dues', page: () => import('./pages/practice/dues.vue') },
  { path: '/points/register', name: 'points', title: '积分', chapter: 'practice', tab: 'chart-trending-o', permission: 'see_points', page: () => import('./pages/practice/points.vue') },
  { path: '/points/publication', name: 'points_quarter', title: '季度积分公开', chapter: 'practice', permission: 'see_points', page: () => import('./pages/practice/points_quarter.vue') },
  { path: '/votes', name: 'votes', title: '表决', chapter: 'practice', permission: 'see_activities', page: () => import('./pages/practice/votes.vue') },

  // duty 履职行为
  { path: '/duty/obligations', name: 'obligations', title: '履职清单', chapter: 'duty', permission: 'see_obligations', page: () => import('./pages/duty/obligations.vue') },
  { path: '/duty/inspection', name: 'inspection', title: '督导检查', chapter: 'duty', permission: 'see_obligations', page: () => import('./pages/duty/inspection.vue') },

  // kernel 系统
  { path: '/me', name: 'me', title: '我的', chapter: 'kernel', tab: 'user-o', page: () => import('./pages/kernel/me.vue') },
  { path: '/me/record', name: 'own_record', title: '我的资料', chapter: 'kernel', permission: 'see_own_record', page: () => import('./pages/kernel/own_record.vue') },
  { path: '/me/activities', name: 'own_activities', title: '我的组织生活', chapter: 'practice', permission: 'see_own_record', page: () => import('./pages/practice/own_activities.vue') },
  { path: '/me/activities/:id', name: 'own_activity', title: '活动', chapter: 'practice', permission: 'see_own_record', page: () => import('./pages/practice/own_activity.vue') },
  { path: '/me/points', name: 'own_points', title: '我的积分', chapter: 'practice', permission: 'see_own_record', page: () => import('./pages/practice/own_points.vue') },
  { path: '/me/published', name: 'own_quarter', title: '支部积分公开', chapter: 'practice', permission: 'see_own_record', page: () => import('./pages/practice/own_quarter.vue') },
  { path: '/me/dues', name: 'own_dues', title: '我的党费', chapter: 'practice', permission: 'see_own_record', page: () => import('./pages/practice/own_dues.vue') },
  { path: '/me/requests', name: 'own_requests', title: '我的请求', chapter: 'kernel', permission: 'make_requests', page: () => import('./pages/kernel/own_requests.vue') },
  { path: '/requests', name: 'requests', title: '待答复的请求', chapter: 'kernel', permission: 'answer_requests', page: () => import('./pages/kernel/requests.vue') },
  { path: '/requests/:id', name: 'request', title: '请求', chapter: 'kernel', page: () => import('./pages/kernel/request.vue') },
  { path: '/elsewhere', name: 'elsewhere', title: '在电脑上办', chapter: 'kernel', page: () => import('./pages/kernel/elsewhere.vue') },
]
