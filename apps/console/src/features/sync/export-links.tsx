import { Button } from '@mantine/core'
import { urlOf } from '../../api/request.ts'

/** Downloads of the selected rows: LDIF as it is sent to the directory, JSON with both sides. */
export function ExportLinks({ planId }: { planId: number }) {
  return (['ldif', 'json'] as const).map((format) => (
    <Button
      key={format}
      component="a"
      variant="default"
      href={urlOf('exportPlan', { params: { id: planId }, query: { format } })}
      download
    >
      Export {format.toUpperCase()}
    </Button>
  ))
}
