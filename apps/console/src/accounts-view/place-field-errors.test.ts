import { expect, it } from 'vitest'
import { ApiProblem } from '../api/problem.ts'
import { placeFieldErrors } from './place-field-errors.ts'

const problem = (code: ApiProblem['code'], errors: ApiProblem['errors'] = []) =>
  new ApiProblem({ code, title: 'Refused', detail: 'ada is taken', status: 409, errors })

it('puts a taken name at the name', () => {
  expect(placeFieldErrors(problem('name_taken'), ['username'], 'username')).toEqual([
    { field: 'username', message: 'ada is taken' },
  ])
})
it('finds the field wherever the server’s path names it, and leaves the rest to the notice', () => {
  const errors = [
    { path: ['body', 'email'], message: 'No mail address' },
    { path: ['otherEmails', 1], message: 'No mail address' },
    { path: ['elsewhere'], message: 'x' },
  ]
  expect(placeFieldErrors(problem('invalid_request', errors), ['email', 'otherEmails'], 'username')).toEqual([
    { field: 'email', message: 'No mail address' },
    { field: 'otherEmails', message: 'No mail address' },
  ])
})
