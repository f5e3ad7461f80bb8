import type { Reason } from '@bindery/contract'

/** For rows that are only told: what to do about it. Other reasons need nothing done. */
const advice: Partial<Record<Reason, string>> = {
  conflict_values: 'Decide it in Conflicts, or choose in Policy which side wins.',
  conflict_ambiguous_match:
    'Decide in Conflicts who it is, or give them different values in the matching attribute.',
  conflict_duplicate_key:
    'Two objects share a value that must tell them apart. Decide in Conflicts who each is, or correct it on one of them.',
  conflict_stronger_key_differs:
    'A stronger key says that these are two people. Decide in Conflicts, or correct the key if it is wrong.',
  conflict_username_taken:
    'Another person has this username, and Bindery takes no account over. Decide in Conflicts, or rename one of the two.',
  conflict_recreated:
    'The account belongs to another entry. Where that one was deleted and made anew, decide in Conflicts that this is the same.',
  conflict_deleted_in_accounts: 'Decide in Conflicts whether the deletion stands or the account comes back.',
  conflict_deleted_in_directory: 'Decide in Conflicts whether the deletion stands or the entry comes back.',
  withheld_name_taken:
    'Two would have the same name. Rename one of them, here or in the directory; the next preview then goes on.',
  skipped_missing_required:
    'Fill in the missing attribute on the other side, or make the mapping rule optional. Until then the account and its groups stay as they are.',
  skipped_invalid_value: 'Correct the value where it comes from. Until then the account and its groups stay.',
  skipped_no_stable_id:
    'The server gives this entry no stable id. Check what the bind account may read, or set the attribute in Connection.',
  skipped_schema_demands:
    'The server’s schema demands a value that no mapping rule gives. Add a rule or a default in Mapping.',
  skipped_name_taken:
    'The entry of this name may be that of a deleted account. If it is nobody’s any more, delete it; else rename one of the two.',
  skipped_outside:
    'Widen the search bases, the filter or the groups so that this entry is synced, and the two are linked; or change what they share, if it is somebody else.',
  withheld_incomplete_read:
    'The directory was not read completely, so nothing is removed. See the snapshot above, then preview again.',
  withheld_lookup_failed:
    'It did not appear and could not be looked up, so nothing is decided. Preview again when the server answers.',
  withheld_stale: 'This server lags behind what Bindery already knows. Preview again when it has caught up.',
  withheld_unreadable_attribute:
    'The attribute was readable before and is not now. Check the read rights of the bind account.',
  withheld_restored:
    'If it is the same directory, re-link who is recognised: the button is at the top of the preview. Everybody else is compared after that.',
  withheld_protected:
    'Whoever is protected is never removed, disabled or held, nor taken out of the group that protects them. The list is in Policy.',
  withheld_no_status_attribute:
    'No attribute of the directory says whether a person is active. Map one in Mapping to carry this over.',
  withheld_changed_since:
    'Someone changed it after the run. Undoing would lose that, so it is left alone; change it by hand if you want it back.',
  withheld_depends_on_conflict: 'It waits for another row that is in conflict. Settle that one first.',
  withheld_nested_member:
    'Take them out of the member group, or put them back into the group here. In Connection you can keep member groups instead of flattening them.',
  withheld_primary_group:
    'Give them another primary group in the directory first (in Active Directory Users and Computers: Member Of, Set Primary Group), or put them back into the group here.',
  withheld_no_password:
    'Set a password in the directory and take the flag “no password required” away there, then enable it there or here.',
  policy_ask: 'The policy asks you: it is left out until you include it.',
}

/** What to do about a row with this reason; undefined where there is nothing to do. */
export const adviceFor = (reason: Reason): string | undefined => advice[reason]
