import "server-only";
import { createHash } from "node:crypto";
import { and, eq, lt, sql } from "drizzle-orm";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import { isRstackAdmin } from "@/lib/accounts/sign-in/sign-in-eligibility";
import { database } from "@/lib/db/connection";
import { hosts } from "@/lib/db/schema";
import { hostCreations } from "@/lib/db/staff-schema";
import { readProfile } from "@/lib/hosts/mirror/profile";
import { readOne } from "@/lib/hosts/mirror/read-one";
import { log } from "@/lib/log";
import { master } from "@/lib/master";
import type { VmId } from "@/lib/rstack/ids";
import type { CallOptions, HostRow } from "@/lib/rstack/master-client";
import { hasContent } from "@/lib/rstack/outcome";
import type { NewHost } from "@/lib/rstack/provider-inputs";
import type { CreatedHost } from "@/lib/rstack/provider-rows";
import { readCustomer } from "../customers/find-customers";
import { type Settled, settled, unread } from "../settle";
import type { CreatedHostView } from "./created-host";

export type Creation =
  | { ok: true; created: CreatedHostView }
  | Extract<Settled<never>, { ok: false }>
  | { ok: false; code: "no-such-customer" }
  /** This very form was sent before, and is under way or came to nothing. */
  | { ok: false; code: "form-used" };

/** How long a form is remembered. */
const KEPT_DAYS = 30;
/** After a lost answer the list may lag. Milliseconds. */
const LOOKS_AFTER_MS = [0, 2_000];

/**
 * Makes a host, once for each form however often it is sent. The customer is looked up first; after a lost answer the host
 * is looked for by name and owner among those that were not there before, and nothing is sent again.
 */
export async function createHost(host: NewHost, key: string, viewer: Viewer): Promise<Creation> {
  const formKey = createHash("sha256")
    .update(JSON.stringify([viewer.accountId, "create-host", key]))
    .digest("hex");
  const db = database();
  await db
    .delete(hostCreations)
    .where(lt(hostCreations.startedAt, sql`now() - ${KEPT_DAYS} * interval '1 day'`));
  const [mine] = await db
    .insert(hostCreations)
    .values({ formKey, accountId: viewer.accountId, owner: host.owner, name: host.name })
    .onConflictDoNothing()
    .returning({ formKey: hostCreations.formKey });
  if (!mine) {
    return sentEarlier(formKey);
  }
  const creation = await make(host, { priority: "command", language: viewer.locale ?? "en" });
  await db
    .update(hostCreations)
    .set({
      endedAt: sql`now()`,
      outcome: outcomeOf(creation),
      vmId: creation.ok ? creation.created.vmId : null,
    })
    .where(eq(hostCreations.formKey, formKey));
  return creation;
}

function outcomeOf(creation: Creation): "done" | "refused" | "not-sent" | "unconfirmed" {
  if (creation.ok) {
    return "done";
  }
  return creation.code === "refused" || creation.code === "unconfirmed" ? creation.code : "not-sent";
}

async function sentEarlier(formKey: string): Promise<Creation> {
  const [row] = await database().select().from(hostCreations).where(eq(hostCreations.formKey, formKey));
  if (row?.outcome !== "done") {
    return { ok: false, code: "form-used" };
  }
  const { vmId, name, owner } = row;
  return { ok: true, created: { vmId, name, owner, password: null, addresses: [], how: "earlier" } };
}

async function make(host: NewHost, options: CallOptions): Promise<Creation> {
  const customer = await readCustomer(host.owner, "command");
  if (customer.found === "fault") {
    return unread(customer.fault);
  }
  if (customer.found !== "one" || isRstackAdmin(customer.user)) {
    return { ok: false, code: "no-such-customer" };
  }
  const before = await knownHosts(host);
  const answer = await master().createHost(host, options);
  let lost = false;
  const made = await settled<CreatedHost>(answer, async () => {
    lost = true;
    const row = await findNew(host, before);
    return row && { value: { vmId: row.vmId, password: null, row, ips: addressesOf(row) } };
  });
  if (!made.ok) {
    return made;
  }
  const { vmId, password, ips } = made.value;
  const found = vmId === null ? await findNew(host, before) : null;
  const id = vmId ?? found?.vmId ?? null;
  await bringIntoMirror(id);
  return {
    ok: true,
    created: {
      vmId: id,
      name: host.name,
      owner: host.owner,
      // One that staff chose is known, whatever came back.
      password: password ?? host.password ?? null,
      addresses: found ? addressesOf(found) : ips,
      how: lost ? "read-back" : "answered",
    },
  };
}

const addressesOf = (row: HostRow): string[] =>
  [row.ipv4, row.ipv6, ...row.additionalIps].filter((ip) => ip !== null);

interface Known {
  ids: ReadonlySet<string>;
  /** Whether they come from a list that had a body; the mirror alone may lack some. */
  isListed: boolean;
}

/** The customer's hosts of this name before; those that the mirror holds for gone may come back, and are none of them new. */
export async function knownHosts({ owner, name }: NewHost): Promise<Known> {
  const rows = await database()
    .select({ vmId: hosts.vmId })
    .from(hosts)
    .where(and(eq(hosts.owner, owner), eq(hosts.name, name)));
  const ids = new Set<string>(rows.map(({ vmId }) => vmId));
  // A master that ignores the filter would answer with the whole fleet.
  const isBig = (await readProfile())?.knowsOwnerFilter === false;
  const listed = isBig ? null : await master().listHostsOf(owner, { priority: "command" });
  for (const row of listed?.ok ? listed.value.rows : []) {
    ids.add(row.vmId);
  }
  return { ids, isListed: listed !== null && hasContent(listed) };
}

/** `status` of a host that is being set up. */
const INSTALLING = "0";

/**
 * The host that was just made, among the customer's of this name; null where there is none, or more than one: then nobody
 * can tell which. Where nothing listed the others before, it must be seen in its set-up.
 */
async function findNew({ owner, name }: NewHost, known: Known): Promise<HostRow | null> {
  for (const waitMs of LOOKS_AFTER_MS) {
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    const listed = await master().listHostsOf(owner, { priority: "command" });
    const fresh = (listed.ok ? listed.value.rows : []).filter(
      (row) => row.owner === owner && row.name === name && !known.ids.has(row.vmId),
    );
    const [row, ...others] = fresh;
    if (row) {
      return others.length === 0 && (known.isListed || row.status === INSTALLING) ? row : null;
    }
  }
  return null;
}

/** The new host is on its customer's page at once, not with the next list. */
async function bringIntoMirror(vmId: VmId | null): Promise<void> {
  if (vmId !== null) {
    await readOne(vmId, { priority: "command" }).catch((err) =>
      log.warn({ err, vmId }, "a new host was not read into the mirror"),
    );
  }
}
