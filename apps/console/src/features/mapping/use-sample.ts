import { useMayCall } from '../../access/signed-in.ts'
import type { SamplePerson } from '@bindery/contract'
import { skipToken, useQuery } from '@tanstack/react-query'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { call } from '../../api/call.ts'
import { draftOf } from '../../settings-form/draft-of.ts'
import { settingsSchema } from '@bindery/contract'
import { useSettings } from '../../settings-form/settings-context.ts'

/** A pinned person, mapped by what is in the form now; while the form is not valid, the last good picture stays. */
export function useSample() {
  const { directory, current } = useSettings()
  const [find, setFind] = useState('')
  const [settled] = useDebouncedValue(current, 400)
  const { bindPassword } = settled.secrets
  const entered = 'set' in bindPassword && bindPassword.set !== ''
  const usable =
    directory?.secrets.bindPassword.configured || entered || settled.settings.connection.bindDn === ''
  const maySample = useMayCall('samplePerson')
  const ready = maySample && usable && settingsSchema.safeParse(settled.settings).success
  const result = useQuery({
    queryKey: ['samplePerson', directory?.id, find, settled.settings],
    queryFn: ready
      ? ({ signal }) => call('samplePerson', { body: { ...draftOf(directory, settled), find }, signal })
      : skipToken,
    placeholderData: (previous) => previous,
    staleTime: 60_000,
    retry: false,
  })
  const person: SamplePerson | null = result.data?.sample ?? null
  return { person, find, setFind, ready, result }
}
export type Sample = ReturnType<typeof useSample>
