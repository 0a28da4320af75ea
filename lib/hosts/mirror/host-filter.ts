import type { VmId } from "@/lib/rstack/ids";
import type { CallOptions, FilterSample, HostListName, MasterClient } from "@/lib/rstack/master-client";

/**
 * Whether a list of this master looks at `vmid`. Asked only where rows don't say which host they are about: where they
 * do, nothing has to be proved. Never true on a weaker ground than two hosts' rows and an unknown host's.
 */
export async function looksAtHost(
  client: Pick<MasterClient, "sampleHostFilter">,
  list: HostListName,
  hosts: readonly VmId[],
  call: CallOptions,
): Promise<boolean> {
  const samples: FilterSample[] = [];
  for (const vmId of hosts) {
    const sample = await client.sampleHostFilter(list, vmId, call);
    if (sample.ok && sample.value.named > 0) {
      return false;
    }
    if (sample.ok && sample.value.rows > 0) {
      samples.push(sample.value);
    }
    if (samples.length === 2) {
      const nobodys = await client.sampleHostFilter(list, null, call);
      return nobodys.ok && provesFilter(samples, nobodys.value);
    }
  }
  return false;
}

/** An unknown `vmid` gave no rows, and two hosts gave rows of which none is the same. */
function provesFilter(samples: readonly FilterSample[], nobodys: FilterSample): boolean {
  const [one, other, ...more] = samples;
  return (
    one !== undefined &&
    other !== undefined &&
    more.length === 0 &&
    nobodys.rows === 0 &&
    one.rows > 0 &&
    other.rows > 0 &&
    one.named + other.named === 0 &&
    !one.digests.some((digest) => other.digests.includes(digest))
  );
}
