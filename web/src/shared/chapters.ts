export type Chapter = 'organisation' | 'premises' | 'practice' | 'duty' | 'kernel'

/** The chapters in the order of the menu. */
export const chapters: readonly { id: Chapter; title: string }[] = [
  { id: 'organisation', title: '组织设置' },
  { id: 'premises', title: '活动阵地' },
  { id: 'practice', title: '工作机制' },
  { id: 'duty', title: '履职行为' },
  { id: 'kernel', title: '系统' },
]

export function chapter_title(chapter: Chapter): string {
  return chapters.find((one) => one.id === chapter)?.title ?? ''
}
