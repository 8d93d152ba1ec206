// Words and shapes of the archive.
import type { components } from '@/shared/api/schema'

export type Item = components['schemas']['premises.ArchiveItem']
export type Volume = components['schemas']['premises.VolumeView']

const retentions: Record<string, string> = { permanent: '永久', years_30: '定期30年', years_10: '定期10年' }
export const retention_word = (retention: string) => retentions[retention] ?? retention

/** The address of a sheet of a box, the items of a volume that are kept equally long: catalogue, cover or spine. */
export const sheet_address = (sheet: 'catalogue' | 'cover' | 'spine', unit: string, year: string, volume: string, retention: string) =>
  `/api/archive/${sheet}.pdf?unit=${unit}&year=${year}&volume=${encodeURIComponent(volume)}&retention=${retention}`
