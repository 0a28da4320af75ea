import { getFormatter, getTranslations } from "next-intl/server";
import { actionFaults } from "@/app/action-faults";
import type { FormTexts } from "@/components/admin/hosts/form-fault";
import { LIMITS } from "@/lib/fleet/hosts/host-fields";
import { BLOCK_REASONS } from "@/lib/operations/block-reasons";

const OWN = ["typed", "unconfirmed", "invalid", "form-used", "refused", "master-down", "not-found"] as const;
const FIELDS = [
  "owner",
  "name",
  "image",
  "plan",
  "password",
  "remotePort",
  "ipv4Kind",
  "memory",
  "cpuCores",
  "memoryMb",
  "memoryMinMb",
  "cpuLimitPercent",
  "cpuWeight",
  "memoryBufferPercent",
  "memoryWeight",
  "dataDiskGb",
  "systemDiskIoMb",
  "dataDiskIoMb",
  "portMbit",
  "trafficLimitGb",
  "snapshotQuota",
  "backupQuota",
  "portQuota",
  "domainQuota",
  "remark",
  "ipv4Count",
  "ipv6Count",
  "ipv4",
  "ipv6",
  "moreIpv4",
  "moreIpv6",
  "ownPort",
  "hostId",
  "trafficUsedGb",
  "trafficResetAt",
  "reinstallsUsed",
  "lastReinstallOn",
] as const;
/** Fields that are called otherwise than their labels are. */
const OTHERS = {
  place: "place.title",
  systemDiskGb: "form.systemDisk",
  systemDiskWindowsGb: "edit.systemDiskWindows",
  systemDiskLinuxGb: "edit.systemDiskLinux",
  moreTrafficGb: "edit.moreTraffic",
  newOwner: "edit.newOwner",
} as const;

/** A sentence for each way in which an action on a host can end, and what the fields are called. */
export async function formTexts(): Promise<FormTexts> {
  const t = await getTranslations("fleet-hosts.fault");
  const format = await getFormatter();
  const form = await getTranslations("fleet-hosts.form");
  const all = await getTranslations("fleet-hosts");
  const reasons = await getTranslations("operations.reason");
  return {
    faults: {
      ...(await actionFaults()),
      ...Object.fromEntries(BLOCK_REASONS.map((reason) => [reason, reasons(reason)])),
      ...Object.fromEntries(OWN.map((key) => [key, t(key)])),
    },
    fields: Object.fromEntries([
      ...FIELDS.map((name) => [name, form(name) + limitsOf(name, format.number)]),
      ...Object.entries(OTHERS).map(([name, label]) => [name, all(label)]),
    ]),
  };
}

/** " (32–16,777,216)"; nothing for what is no number, or has no limit of the panel's. */
function limitsOf(name: (typeof FIELDS)[number], number: (value: number) => string): string {
  const limits = name in LIMITS ? LIMITS[name as keyof typeof LIMITS] : null;
  return limits ? ` (${limits.map(number).join("–")})` : "";
}
