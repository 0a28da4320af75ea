import type { Evidence, SeenHost, Violation } from "./check";

/** A host that was its customer's for so long must be in their list, and there when it is opened. */
const SETTLED_MS = 20_000;

/** One that came to a customer is in their list with the next read of all hosts, which is made each minute. */
const LISTED_MS = 75_000;

const isNearMove = ({ moves }: Evidence, { vmid, at }: SeenHost): boolean =>
  moves.some((move) => move.vmid === vmid && Math.abs(at - move.at) < SETTLED_MS);

/** Just come, and not in their list so far: nothing has vanished. */
const isYetToCome = ({ moves, seenLists }: Evidence, { vmid, at, userid }: SeenHost): boolean => {
  const move = moves.findLast((one) => one.vmid === vmid && one.at <= at);
  return (
    move !== undefined &&
    at - move.at < LISTED_MS &&
    !seenLists.some(
      (seen) => seen.userid === userid && seen.at > move.at && seen.at < at && seen.vmids.includes(vmid),
    )
  );
};

const ownerThen = ({ firstOwners, moves }: Evidence, { vmid, at }: SeenHost): string | undefined =>
  moves.findLast((move) => move.vmid === vmid && move.at <= at)?.to ?? firstOwners.get(vmid);

/** Hosts that were missing from their customer's list, or not found by them. */
export function vanishedHosts(evidence: Evidence): Violation[] {
  const isTheirs = (seen: SeenHost) =>
    !evidence.leftOutByMaster.has(seen.vmid) &&
    !isNearMove(evidence, seen) &&
    ownerThen(evidence, seen) === seen.userid;
  const violation = (text: string, seen: unknown): Violation => ({
    class: "vanished host",
    text,
    shown: [seen],
  });
  const lists = evidence.seenLists.flatMap((seen) => {
    const { at, userid, vmids } = seen;
    const missing = [...evidence.firstOwners.keys()]
      .filter((vmid) => !vmids.includes(vmid))
      .map((vmid) => ({ at, userid, vmid, status: 200 }))
      .filter((one) => isTheirs(one) && !isYetToCome(evidence, one))
      .map(({ vmid }) => vmid);
    return missing.length > 0 ? [violation(`${userid}'s list lacked ${missing.join(", ")}`, seen)] : [];
  });
  const opened = evidence.seenHosts
    .filter((seen) => seen.status === 404 && isTheirs(seen))
    .map((seen) => violation(`${seen.userid} was told that ${seen.vmid} does not exist`, seen));
  return [...lists, ...opened];
}

/** Hosts of others that an event stream told of. One that has just moved may still be told. */
export const foreignOnStreams = (evidence: Evidence): Violation[] =>
  evidence.seenOnStreams
    .filter((seen) => {
      const owner = ownerThen(evidence, seen);
      return owner !== undefined && owner !== seen.userid && !isNearMove(evidence, seen);
    })
    .map((seen) => ({
      class: "foreign owner",
      text: `an event stream of ${seen.userid} told of ${seen.vmid}`,
      shown: [seen],
    }));
