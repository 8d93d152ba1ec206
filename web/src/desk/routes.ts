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

export const pages: readonly DeskPage[] = [
  workbench,

  // organisation 组织设置
  { path: '/units', name: 'units', title: '党组织与党员', chapter: 'organisation', view: () => import('./views/organisation/units.vue'), menu: true, permission: 'see_units' },
  { path: '/deadlines', name: 'deadlines', title: '期限提醒', chapter: 'organisation', view: () => import('./views/organisation/deadlines.vue'), menu: true, permission: 'see_members' },
  { path: '/enterprises', name: 'enterprises', title: '非公企业', chapter: 'organisation', view: () => import('./views/organisation/enterprises.vue'), menu: true, permission: 'see_enterprises' },
  { path: '/import', name: 'import', title: '名册导入', chapter: 'organisation', view: () => import('./views/organisation/import.vue'), menu: true, permission: 'import_rosters' },

  // premises 活动阵地
  { path: '/archive', name: 'archive', title: '党建档案', chapter: 'premises', view: () => import('./views/premises/archive.vue'), menu: true, permission: 'see_archive' },
  { path: '/archive/gaps', name: 'archive_gaps', title: '档案缺项', chapter: 'premises', view: () => import('./views/premises/archive_gaps.vue'), permission: 'see_archive', parent: 'archive' },
  { path: '/archive/filing', name: 'archive_filing', title: '年度归档', chapter: 'premises', view: () => import('./views/premises/archive.vue'), permission: 'see_archive', parent: 'archive' },

  // practice 工作机制
  { path: '/activities', name: 'activities', title: '组织生活', chapter: 'practice', view: () => import('./views/practice/activities.vue'), menu: true, permission: 'see_activities' },
  { path: '/activities/new', name: 'new_activity', title: '安排活动', chapter: 'practice', view: () => import('./views/practice/activities.vue'), permission: 'record_activities', parent: 'activities' },
  { path: '/activities/:id', name: 'activity', title: '活动', chapter: 'practice', view: () => import('./views/practice/activity.vue'), permission: 'see_activities', parent: 'activities' },
  { path: '/themes', name: 'themes', title: '街道主题', chapter: 'practice', view: () => import('./views/practice/themes.vue'), menu: true, permission: 'issue_bulletins' },
  { path: '/dues', name: 'dues', title: '党费', chapter: 'practice', view: () => import('./views/practice/dues.vue'), menu: true, permission: 'see_dues' },
  { path: '/dues/arrears', name: 'dues_arrears', title: '欠交和未报', chapter: 'practice', view: () => import('./views/practice/dues_arrears.vue'), permission: 'see_dues', parent: 'dues' },
  { path: '/review', name: 'review', title: '民主评议', chapter: 'practice', view: () => import('./views/practice/review.vue'), menu: true, permission: 'record_activities' },
  { path: '/points/register', name: 'points', title: '积分', chapter: 'practice', view: () => import('./views/practice/points.vue'), menu: true, permission: 'see_points' },
  { path: '/points/publication', name: 'points_publication', title: '积分季公开', chapter: 'practice', view: () => import('./views/practice/points_publication.vue'), permission: 'see_points', parent: 'points' },
  { path: '/me/published', name: 'own_quarter', title: '本支部积分公开', chapter: 'practice', view: () => import('./views/practice/own_quarter.vue'), permission: 'see_own_record' },
  { path: '/votes', name: 'votes', title: '表决', chapter: 'practice', view: () => import('./views/practice/votes.vue'), menu: true, permission: 'see_activities' },

  // duty 履职行为
  { path: '/duty/obligations', name: 'obligations', title: '履职清单', chapter: 'duty', view: () => import('./views/duty/obligations.vue'), menu: true, permission: 'see_obligations' },
  { path: '/duty/inspection', name: 'inspection', title: '督导检查', chapter: 'duty', view: () => import('./views/duty/inspection.vue'), menu: true, permission: 'see_obligations' },
  { path: '/duty/bulletin', name: 'bulletins', title: '通报', chapter: 'duty', view: () => import('./views/duty/bulletins.vue'), menu: true, permission: 'see_obligations' },

  // kernel 系统
  { path: '/requests', name: 'requests', title: '诉求与申诉', chapter: 'kernel', view: () => import('./views/kernel/requests.vue'), menu: true, permission: 'answer_requests' },
  { path: '/requests/:id', name: 'request', title: '一件诉求', chapter: 'kernel', view: () => import('./views/kernel/requests.vue'), permission: 'see_rules', parent: 'requests' },
  { path: '/rules', name: 'rules', title: '规则', chapter: 'kernel', view: () => import('./views/kernel/rules.vue'), menu: true, permission: 'see_rules' },
  { path: '/rules/:id', name: 'rule', title: '一条规则', chapter: 'kernel', view: () => import('./views/kernel/rule.vue'), permission: 'see_rules', parent: 'rules' },
  { path: '/journal', name: 'journal', title: '纪实', chapter: 'kernel', view: () => import('./views/kernel/journal.vue'), menu: true, permission: 'see_journal' },
  { path: '/look-ups', name: 'look_ups', title: '查看号码记录', chapter: 'kernel', view: () => import('./views/kernel/look_ups.vue'), menu: true, permission: 'verify_books' },
  { path: '/users', name: 'users', title: '用户与权限', chapter: 'kernel', view: () => import('./views/kernel/users.vue'), menu: true, permission: 'manage_users|manage_grants' },
  { path: '/me/record', name: 'own_record', title: '我的资料', chapter: 'kernel', view: () => import('./views/kernel/own_record.vue'), permission: 'see_own_record', parent: 'account' },
  { path: '/account', name: 'account', title: '我的账号', chapter: 'kernel', view: () => import('./views/kernel/account.vue') },

]
