import "server-only";
import type { Obstacle } from "@/lib/hosts/perform";
import { master } from "@/lib/master";
import type { VmId } from "@/lib/rstack/ids";
import type { CallOptions } from "@/lib/rstack/master-client";
import type { HostChanges } from "@/lib/rstack/provider-inputs";

/** Every address of a change must be the host's own or free on its node, as the master lists them now. */
export async function addressesToSend(
  vmId: VmId,
  { ipv4, ipv6, moreIpv4, moreIpv6 }: HostChanges,
  options: CallOptions,
): Promise<{ ok: true } | { ok: false; why: Obstacle }> {
  const asked = [ipv4, ipv6, ...(moreIpv4 ?? []), ...(moreIpv6 ?? [])].filter((ip) => ip !== undefined);
  if (asked.length === 0) {
    return { ok: true };
  }
  const listed = await master().freeAddresses({ vmId }, {}, options);
  if (!listed.ok) {
    return { ok: false, why: listed.fault };
  }
  const known = new Set(listed.value.map(({ address }) => address));
  return asked.every((ip) => known.has(ip)) ? { ok: true } : { ok: false, why: "address-not-free" };
}
