import "server-only";
import { eq } from "drizzle-orm";
import { z } from "zod";
import { keyedHash } from "../accounts/secrets";
import type { ProvenToken } from "../accounts/tokens/prove-token";
import { covers, type TokenScope } from "../accounts/tokens/token-scopes";
import type { ActionResult } from "../action-result";
import type { OfferedCommand } from "../actions/host-action";
import { writeDown } from "../actions/pipeline";
import { database } from "../db/connection";
import { operations } from "../db/schema";
import { operationResultOf } from "../hosts/operation-result";
import type { OwnedHost } from "../hosts/owned-host";
import { rulesOf } from "../operations/command-rules";
import { type ProgramKey, programKeyOf } from "../operations/form-key";
import { apiOperation, problemOfResult } from "./operation-answer";
import { errorsOf } from "./parse";
import { Problem } from "./problem";

/** The body of a POST: the kind, and what the form of that kind holds beside its host and its key. */
export function bodyOf(commands: readonly OfferedCommand[]): z.ZodType {
  const [first, ...rest] = commands.map(({ kind, fields }) =>
    z.strictObject({ kind: z.literal(kind), ...fields }),
  );
  if (!first) {
    throw new Error("no command is offered");
  }
  return z.discriminatedUnion("kind", [first, ...rest]);
}

/** Printable, and in quotes or not, as the IETF draft has it. It is kept as a hash alone. */
const KEY = /^"?([\x21\x23-\x7e]{1,255})"?$/;

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
  scopeOf(kind: OfferedCommand["kind"]): TokenScope;
}

/**
 * One command for one host, by the same definition as its form. The key is the ledger's form key: sent again it answers
 * the operation that it stands for, and with anything else it is refused.
 */
export async function askOperation(
  { commands, body: schema, scopeOf }: Offer,
  { owned, token, request, body }: OperationAsked,
): Promise<{ body: unknown; headers: Record<string, string> }> {
  const [, key] = KEY.exec(request.headers.get("idempotency-key") ?? "") ?? [];
  if (key === undefined) {
    throw new Problem("key-missing");
  }
  const parsed = schema.safeParse(numbersAsText(body));
  if (!parsed.success) {
    throw new Problem("invalid", { errors: errorsOf(parsed.error) });
  }
  const input = parsed.data as { kind: OfferedCommand["kind"] };
  const command = commands.find(({ kind }) => kind === input.kind);
  if (!command) {
    throw new Problem("invalid", { errors: [{ field: "kind", code: "invalid" }] });
  }
  const needed = scopeOf(command.kind);
  if (!covers(token.scope, needed)) {
    throw new Problem("scope-missing", { detail: `${command.kind} needs the scope ${needed}.` });
  }
  if (rulesOf(command.kind).destroys && token.askAgain) {
    throw new Problem("prove-again");
  }
  const programKey: ProgramKey = { tokenId: token.id, key, bodyHash: bodyHash(owned, input) };
  const viewer = { ...token.viewer, locale: token.viewer.locale ?? "en" } as const;
  const result =
    (await answeredBefore(programKey, viewer)) ??
    (await command.run(owned, input as never, programKey, viewer));
  writeDown(command.kind, result);
  if (!result.ok || !result.operation) {
    throw problemOfResult(result.ok ? { ok: false, code: "internal" } : result, owned.vmId);
  }
  const operation = apiOperation(result.operation, owned.vmId);
  const place = `/api/v1${token.scope === "provider" ? "/fleet" : ""}/operations/${operation.id}`;
  return { body: operation, headers: { location: place } };
}

/** A form's fields are texts; a program may send a whole number where digits are meant. */
const numbersAsText = (body: unknown): unknown =>
  Object.fromEntries(
    Object.entries(body as object).map(([name, value]) => [
      name,
      Number.isSafeInteger(value) ? String(value) : value,
    ]),
  );

/** Keyed, as there may be a password in it. The same whatever the order of the fields. */
const bodyHash = ({ tenancyId }: OwnedHost, input: object): string =>
  keyedHash("program body", tenancyId, JSON.stringify(Object.entries(input).sort()));

/** Before anything else is looked at: what a form would check by now may have changed since. */
async function answeredBefore(
  key: ProgramKey,
  viewer: { accountId: string; role: string },
): Promise<ActionResult | null> {
  const [row] = await database()
    .select()
    .from(operations)
    .where(eq(operations.formKey, programKeyOf(key)));
  if (!row) {
    return null;
  }
  return row.bodyHash === key.bodyHash ? operationResultOf(row, viewer) : { ok: false, code: "form-used" };
}
