import "server-only";
import { eq, inArray } from "drizzle-orm";
import { z } from "zod";
import { keyedHash } from "../accounts/secrets";
import type { ProvenToken } from "../accounts/tokens/prove-token";
import { covers, type NeededScope } from "../accounts/tokens/token-scopes";
import type { OfferedCommand } from "../actions/host-action";
import { refuseGuest } from "../actions/host-of-viewer";
import { writeDown } from "../actions/pipeline";
import { database } from "../db/connection";
import { apiTokens, shownOperations } from "../db/token-schema";
import { servicesOf } from "../fleet/orders/services";
import { operationResultOf } from "../hosts/operation-result";
import type { OwnedHost } from "../hosts/owned-host";
import { rulesOf } from "../operations/command-rules";
import { keyOfOneToken, type ProgramKey, programKeyOf } from "../operations/form-key";
import type { OperationRow, ShownOperation } from "../operations/operation-row";
import { operationViewOf } from "../operations/present";
import { endOpposites, letWait, type WaitingRow } from "../operations/waiting";
import { currentRequest } from "../request-context";
import type { Answered } from "./endpoint";
import { apiOperation, ofNobody, problemOfResult } from "./operation-answer";
import { errorsOf } from "./parse";
import { Problem } from "./problem";

/** Of each command once, as both kinds of token may ask for it: a schema has one name in the description. */
const bodyOfEach = new Map<OfferedCommand, z.ZodObject<{ kind: z.ZodLiteral<string> }>>();

function oneBody(command: OfferedCommand) {
  const { kind, fields } = command;
  const body = bodyOfEach.get(command) ?? z.strictObject({ kind: z.literal(kind), ...fields });
  bodyOfEach.set(command, body);
  return body;
}

const whenBusy = z
  .enum(["refuse", "wait"])
  .optional()
  .meta({ description: "`wait`: up to 30 minutes until no other operation holds the host." });

/** The body of a POST: the kind, and what the form of that kind holds beside its host and its key. */
export function bodyOf(
  commands: readonly OfferedCommand[],
  mayWait: Offer["mayWait"],
): Pick<Offer, "body" | "bodies" | "mayWait"> {
  const bodies = commands.map((command) =>
    mayWait(command.kind) ? oneBody(command).extend({ whenBusy }) : oneBody(command),
  );
  const [first, ...rest] = bodies;
  if (!first) {
    throw new Error("no command is offered");
  }
  return { body: z.discriminatedUnion("kind", [first, ...rest]), bodies, mayWait };
}

/** Printable, and in quotes or not, as the IETF draft has it. It is kept as a hash alone. */
const KEY = /^"?([\x21\x23-\x7e]{1,255})"?$/;

/** What the program names its request by. Throws the problem of one without. */
export function keyIn(request: Request): string {
  const [, key] = KEY.exec(request.headers.get("idempotency-key") ?? "") ?? [];
  if (key === undefined) {
    throw new Problem("key-missing");
  }
  return key;
}

interface OperationAsked {
  owned: OwnedHost;
  token: ProvenToken;
  request: Request;
  body: unknown;
}

/** What a token may ask of a host, and by which scope. */
export interface Offer {
  commands: readonly OfferedCommand[];
  body: z.ZodType;
  /** Of each command, in their order. */
  bodies: readonly z.ZodObject[];
  scopeOf(kind: OfferedCommand["kind"]): NeededScope;
  /** Whether it may be asked to wait until the host is free. */
  mayWait(kind: OfferedCommand["kind"]): boolean;
  /** Whether the host is so already, and by which operation; null where it has to be asked for. */
  alreadySo?(owned: OwnedHost, kind: OfferedCommand["kind"]): Promise<{ by: OperationRow | null } | null>;
}

/** Fields that name a row of one of the host's lists. */
const LISTED_FIELDS = ["snapshot", "mappingId", "medium", "image"];

/**
 * One command for one host, by the same definition as its form. The key is the ledger's form key: sent again it answers
 * the operation that it stands for, and with anything else it is refused.
 */
export async function askOperation(
  { commands, body: schema, scopeOf, alreadySo }: Offer,
  { owned, token, request, body }: OperationAsked,
): Promise<Answered> {
  const key = keyIn(request);
  const wanted = (body as { kind?: unknown }).kind;
  const command = commands.find(({ kind }) => kind === wanted);
  if (!command) {
    const code = wanted === undefined ? "missing" : "unknown";
    throw new Problem("invalid", {
      errors: [{ field: "kind", code, allowed: commands.map(({ kind }) => kind) }],
    });
  }
  const sent = numbersAsText(body);
  const parsed = schema.safeParse(sent);
  if (!parsed.success) {
    throw new Problem("invalid", { errors: errorsOf(parsed.error) });
  }
  const { whenBusy: whatThen, ...input } = parsed.data as { whenBusy?: string };
  const needed = scopeOf(command.kind);
  if (!covers(token, needed)) {
    throw new Problem("scope-missing", { detail: `${command.kind} needs the scope ${needed}.` });
  }
  // Who made a provider's token that destroys was asked then.
  if (rulesOf(command.kind).destroys && token.askAgain && token.scope !== "provider") {
    throw new Problem("prove-again");
  }
  await refuseGuest(token.viewer, owned.guest, [command.kind]);
  const viewer = { ...token.viewer, locale: token.viewer.locale ?? "en" } as const;
  const programKey: ProgramKey = { tokenId: token.id, key, bodyHash: bodyHash(owned, parsed.data as object) };
  const before = await rowOfKey(viewer.accountId, key);
  if (before && before.bodyHash !== programKey.bodyHash) {
    throw new Problem("key-reused");
  }
  const place = (id: string) => `/api/v1${token.scope === "provider" ? "/fleet" : ""}/operations/${id}`;
  const standing = before ? null : await alreadySo?.(owned, command.kind);
  if (standing) {
    const { by } = standing;
    await database().transaction((tx) => endOpposites({ vmId: owned.vmId, kind: command.kind }, tx));
    return by
      ? {
          status: 200,
          body: apiOperation(operationViewOf(by, viewer), owned.vmId),
          headers: { location: place(by.id) },
        }
      : { status: 200, body: ofNobody(command.kind, owned.vmId), headers: {} };
  }
  const result = before
    ? operationResultOf(before, viewer)
    : await command.run(owned, input as never, programKey, viewer);
  writeDown(command.kind, result);
  if (!result.ok && result.code === "busy" && whatThen === "wait") {
    const { kind: _, whenBusy: __, ...fields } = sent;
    const asked = { key, bodyHash: programKey.bodyHash, kind: command.kind, fields };
    const row = await waitForTurn(owned, token, asked);
    return {
      body: apiOperation(operationViewOf({ ...row, waits: true }, viewer), owned.vmId),
      headers: { location: place(row.id) },
    };
  }
  if (!result.ok || !result.operation) {
    const row = result.ok || result.code !== "not-found" ? null : await rowOfKey(viewer.accountId, key);
    if (row?.notSentCause === "not-listed") {
      const field = LISTED_FIELDS.find((name) => name in command.fields) ?? "kind";
      throw new Problem("not-listed", {
        errors: [{ field, code: "not-listed" }],
        operation: apiOperation(operationViewOf(row, viewer), owned.vmId),
      });
    }
    if (!result.ok && result.reason === "protected" && token.scope === "provider") {
      throw new Problem("protected", {
        ...(result.operation && { operation: apiOperation(result.operation, owned.vmId) }),
      });
    }
    throw problemOfResult(result.ok ? { ok: false, code: "internal" } : result, owned.vmId);
  }
  const operation = apiOperation(result.operation, owned.vmId);
  return { body: operation, headers: { location: place(operation.id) } };
}

/** Throws the problem where another of its kind waits for the host already, under another key. */
async function waitForTurn(
  { tenancyId, vmId }: OwnedHost,
  { id, viewer }: ProvenToken,
  asked: { key: string; bodyHash: string; kind: OfferedCommand["kind"]; fields: object },
): Promise<WaitingRow> {
  const { key, bodyHash, ...what } = asked;
  const formKey = programKeyOf(viewer.accountId, key);
  const row = await letWait({
    ...{ ...what, formKey, bodyHash, tenancyId, vmId, tokenId: id, accountId: viewer.accountId },
    ...{ actorName: viewer.displayName, actorRole: viewer.role, language: viewer.locale ?? "en" },
    reference: (await servicesOf([tenancyId])).get(tenancyId)?.reference ?? null,
    address: currentRequest()?.address ?? null,
  });
  if (row?.formKey === formKey) {
    if (row.bodyHash !== bodyHash) {
      throw new Problem("key-reused");
    }
    return row;
  }
  const operation = row && operationViewOf({ ...row, waits: true }, viewer);
  throw problemOfResult({ ok: false, code: "busy", ...(operation && { operation }) }, vmId);
}

/** A form's fields are texts; a program may send a whole number where digits are meant, and a boolean for a box. */
const numbersAsText = (body: unknown): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(body as object).flatMap(([name, value]) =>
      value === false
        ? []
        : [[name, value === true ? "1" : Number.isSafeInteger(value) ? String(value) : value]],
    ),
  );

/** Keyed, as there may be a password in it. The same whatever the order of the fields. */
const bodyHash = ({ tenancyId }: OwnedHost, input: object): string =>
  keyedHash("program body", tenancyId, JSON.stringify(Object.entries(input).sort()));

/**
 * What the key stands for, looked up before anything else: what a form would check by now may have changed since. A key of
 * an earlier release is found by the tokens of its account.
 */
async function rowOfKey(accountId: string, key: string): Promise<ShownOperation | null> {
  const tokens = await database()
    .select({ id: apiTokens.id })
    .from(apiTokens)
    .where(eq(apiTokens.accountId, accountId));
  const keys = [programKeyOf(accountId, key), ...tokens.map(({ id }) => keyOfOneToken(id, key))];
  const [row] = await database().select().from(shownOperations).where(inArray(shownOperations.formKey, keys));
  return row ?? null;
}
