import { z } from "zod";
import { newHostFields, newHostOf } from "../new-host-form";

const FORM = {
  formKey: "form-key-1",
  place: "node:1",
  owner: "10001",
  name: "newhost1",
  image: "11",
  password: "",
  remotePort: "first",
  memory: "static",
  cpuCores: "2",
  memoryMb: "2048",
  portMbit: "100",
  trafficLimitGb: "0",
  snapshotQuota: "-1",
  ipv4Kind: "any",
  ipv4Count: "1",
  ipv6Count: "",
};

/** One that the form may name. */
export const PLAN = {
  id: "11111111-1111-4111-8111-111111111111",
  name: "M",
  values: { cpuCores: 4, memoryMb: 8192, portMbit: 200, dataDiskGb: 50, snapshotQuota: 3 },
};

/** What the form for a new host reads as, with these fields in place of its own. */
export const asked = (change: Record<string, string> = {}) =>
  newHostOf(z.strictObject(newHostFields).parse({ ...FORM, ...change }), [PLAN]);

export function hostFrom(change: Record<string, string>) {
  const form = asked(change);
  if (!form.ok) {
    throw new Error(form.fields.join());
  }
  return form.host;
}
