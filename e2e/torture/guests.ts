import { SeededRandom } from "../../lib/simulator/fleet/random";
import type { CheckedRow } from "./check";
import type { SharedDatabase } from "./database";
import { CUSTOMERS, moments, type Timed } from "./moments";
import type { Plan, PlannedOperation } from "./plan";

/** Somebody's access to all hosts of another, as it was. Times are milliseconds since 1970. */
export interface CheckedRight {
  id: string;
  guest: string;
  owner: string;
  since: number;
  endedAt: number | null;
}

/** Each customer lets the next one in, who acts at their hosts beside their own. */
const guestOf = (owner: string): string => {
  const at = CUSTOMERS.findIndex((userid) => userid === owner);
  return CUSTOMERS[(at + 1) % CUSTOMERS.length] ?? CUSTOMERS[0];
};

/** Of what the owner would ask, one in so many is asked by their guest. */
const BY_GUEST = 7;

/** Who asks, at a host that is `owner`'s at this moment. */
export const askerOf = ({ stranger, draw }: PlannedOperation, owner: string): string =>
  stranger ?? (Math.floor(draw * 10_000) % BY_GUEST === 0 ? guestOf(owner) : owner);

/** Lets that customer's guest in who is not, as a manager of all their hosts. */
const letIn = (database: SharedDatabase, owner: string) =>
  database.query(
    `insert into guest_rights (account_id, owner, invited_by, role)
     select g.id, $1, o.id, 'manage' from accounts g, accounts o
     where g.username = $2 and o.username = $3
       and not exists (select 1 from guest_rights r where r.owner = $1 and r.ended_at is null)`,
    [owner, `acts-${guestOf(owner)}`, `acts-${owner}`],
  );

const end = (database: SharedDatabase, owner: string) =>
  database.query(
    "update guest_rights set ended_at = now(), ended_by = 'owner' where owner = $1 and ended_at is null",
    [owner],
  );

export const letAllIn = (database: SharedDatabase) =>
  Promise.all(CUSTOMERS.map((owner) => letIn(database, owner)));

const END_EVERY_MS = 2_500;
const AGAIN_AFTER_MS = [1_000, 6_000] as const;

/** Ends access again and again while guests act, and gives it anew. From numbers of its own. */
export function endings(
  { seed, minutes }: Plan,
  database: () => SharedDatabase | null,
): (Timed & { run: () => void })[] {
  const random = new SeededRandom(seed + 5);
  const during = (what: typeof end, owner: string) => () => {
    const at = database();
    // The database may be stopped just now: then it stays as it is.
    if (at) void what(at, owner).catch(() => {});
  };
  return moments(random, minutes * 60_000, END_EVERY_MS).flatMap((at) => {
    const owner = random.pick(CUSTOMERS);
    const again = at + random.between(...AGAIN_AFTER_MS);
    return [
      { at, run: during(end, owner) },
      { at: again, run: during(letIn, owner) },
    ];
  });
}

/** What access there was. */
export const rightsIn = (database: SharedDatabase): Promise<CheckedRight[]> =>
  database.query<CheckedRight>(
    `select r.id, a.user_id as guest, r.owner, floor(extract(epoch from r.since) * 1000)::float8 as since,
       ceil(extract(epoch from r.ended_at) * 1000)::float8 as "endedAt"
     from guest_rights r join accounts a on a.id = r.account_id`,
  );

/** Whether a guest asked for it whom its host's owner let in, and it was sent, if at all, while they were. */
export const wasLetIn = (
  { params, askedBy, owner, sentAt }: CheckedRow,
  rights: readonly CheckedRight[],
): boolean => {
  const right = rights.find(({ id }) => id === params.guest);
  return (
    right?.guest === askedBy &&
    right.owner === owner &&
    (sentAt === null || (right.since <= sentAt && (right.endedAt === null || sentAt <= right.endedAt)))
  );
};
