import { Skeleton, VisuallyHidden } from '@mantine/core'
import { useEffect, useState } from 'react'
import styles from './late-skeleton.module.css'

/** Grey lines while something loads, but only after 200 ms: what is quick must not flicker. */
export function LateSkeleton({ lines = 6, height = 16 }: { lines?: number; height?: number }) {
  const [late, setLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 200)
    return () => clearTimeout(timer)
  }, [])
  if (!late) return null
  return (
    <output className={styles.skeleton}>
      <VisuallyHidden>Loading</VisuallyHidden>
      {Array.from({ length: lines }, (_, index) => (
        <Skeleton key={index} height={height} mb={14} width={index % 3 === 2 ? '55%' : '80%'} />
      ))}
    </output>
  )
}
