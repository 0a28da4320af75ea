import type { PoolAddress } from "@/lib/rstack/provider-rows";

export interface AddressRun<Row extends PoolAddress> {
  first: Row;
  /** The same where it is one alone. */
  last: Row;
  count: number;
}

/** The rows as they stand, but free addresses without a remark that follow each other as one. */
export function addressRuns<Row extends PoolAddress>(addresses: readonly Row[]): AddressRun<Row>[] {
  const runs: AddressRun<Row>[] = [];
  for (const one of addresses) {
    const before = runs.at(-1);
    if (before && isPlain(before.last) && isPlain(one) && follows(before.last.address, one.address)) {
      before.last = one;
      before.count += 1;
    } else {
      runs.push({ first: one, last: one, count: 1 });
    }
  }
  return runs;
}

const isPlain = ({ isFree, remark, vmId, hostName }: PoolAddress): boolean =>
  isFree === true && !remark && vmId === null && hostName === null;

/** The next one by its last part, in the same network of 256 or, of IPv6, of 65,536. */
function follows(before: string, after: string): boolean {
  const mark = before.includes(":") ? ":" : ".";
  const [at, next] = [before.lastIndexOf(mark) + 1, after.lastIndexOf(mark) + 1];
  const radix = mark === ":" ? 16 : 10;
  return (
    before.slice(0, at) === after.slice(0, next) &&
    Number.parseInt(after.slice(next), radix) === Number.parseInt(before.slice(at), radix) + 1
  );
}
