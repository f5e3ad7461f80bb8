import { endpoints, type Plan, writeNumber } from '@bindery/contract'
import { zodResolver } from '@hookform/resolvers/zod'
import { Button, Group, List, Modal, Text, Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useForm } from 'react-hook-form'
import { call } from '../../api/call.ts'
import { query } from '../../api/query.ts'
import { announce } from '../../components/announce.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { sideWords } from '../../components/side-name.tsx'
import { guardKindWords } from './guard-words.ts'
import { countChanges } from './plan-actions.ts'

interface Props {
  plan: Plan
  opened: boolean
  onClose: () => void
}

const schema = endpoints.approvePlan.body.pick({ reason: true })

/** Lets this plan with this selection pass the guard, with a reason that is kept. */
export function ApproveDialog({ plan, opened, onClose }: Props) {
  const client = useQueryClient()
  const { register, handleSubmit, formState } = useForm({
    resolver: zodResolver(schema),
    defaultValues: { reason: '' },
  })
  const { planHash, selectionHash } = plan
  const approve = useMutation({
    mutationFn: ({ reason }: { reason: string }) =>
      call('approvePlan', { params: { id: plan.id }, body: { planHash, selectionHash, reason } }),
    onSuccess: (approved) => {
      client.setQueryData(query('getPlan', { params: { id: plan.id } }).queryKey, approved)
      announce('Approved. It can be applied now.')
      onClose()
    },
  })
  const exceeded = plan.guard?.limits.filter((limit) => limit.exceeded) ?? []
  return (
    <Modal opened={opened} onClose={onClose} title={`Approve ${countChanges(plan.included)}`} size="lg">
      <form noValidate onSubmit={(event) => void handleSubmit((values) => approve.mutate(values))(event)}>
        {plan.guard?.stops.map(({ code, message }) => (
          <Text key={code} size="sm" mb="xs">
            {message} Approve only if you know that this is right.
          </Text>
        ))}
        {exceeded.length > 0 ? (
          <>
            <Text size="sm">This selection passes limits that are there to stop accidents:</Text>
            <List size="sm" my="xs">
              {exceeded.map(({ side, kind, attribute, count, recent, limit, of }) => (
                <List.Item key={`${side} ${kind} ${attribute}`}>
                  <b>
                    {guardKindWords[kind]}
                    {attribute ? ` of ${attribute}` : ''}
                  </b>{' '}
                  in {sideWords[side]}: {writeNumber(count)}
                  {recent > 0 ? ` and ${writeNumber(recent)} in the last 24 hours` : ''}, where{' '}
                  {writeNumber(limit)} of {writeNumber(of)} may be.
                </List.Item>
              ))}
            </List>
          </>
        ) : null}
        {plan.guard?.settingsChanged ? (
          <Text size="sm" mb="xs">
            No plan with this scope, this mapping and this policy for whoever is gone was applied in full so
            far, so what takes something away waits for a person.
          </Text>
        ) : null}
        <Text size="sm" mb="md">
          The approval holds for exactly this selection; changing it asks again.
        </Text>
        <Textarea
          label="Reason"
          description="Kept with the plan, for whoever looks later."
          required
          autosize
          minRows={2}
          data-autofocus
          error={formState.errors.reason?.message}
          {...register('reason')}
        />
        {approve.error ? (
          <ErrorNotice error={approve.error} advice="Close this and look at the plan again." />
        ) : null}
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={onClose}>
            Back
          </Button>
          <Button type="submit" loading={approve.isPending}>
            Approve
          </Button>
        </Group>
      </form>
    </Modal>
  )
}
