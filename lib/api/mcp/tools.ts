import "server-only";
import { z } from "zod";
import type { ProvenToken } from "../../accounts/tokens/prove-token";
import { covers } from "../../accounts/tokens/token-scopes";
import type { OfferedCommand } from "../../actions/host-action";
import { refuseGuest } from "../../actions/host-of-viewer";
import { config } from "../../config";
import { isWithheld } from "../../hosts/protection/protection";
import { readChoices } from "../../hosts/reinstall/show-reinstall";
import { snapshotsViewOf } from "../../hosts/snapshots/show-snapshots";
import texts from "../../i18n/messages/en/api.json";
import commandTexts from "../../i18n/messages/en/host-commands.json";
import { hostOf } from "../customer-endpoints";
import { type Endpoint, endpointText, isOffered, mayUse } from "../endpoint";
import { ENDPOINTS } from "../endpoints";
import { answerAs } from "../handle-api";
import { asPrograms } from "../named-schemas";
import { CUSTOMER_OFFER, PROVIDER_OFFER } from "../offers";
import { errorsOf } from "../parse";
import { Problem } from "../problem";
import type { Counted } from "../rate-headers";
import { type Approval, approvalOf, askApproval, stateOf } from "./approvals";
import { askedOf, fieldsOf, toolWay } from "./asked-kinds";

/** Within one request of one token. */
export interface Calling {
  token: ProvenToken;
  counted: Counted[];
  signal: AbortSignal;
}

export interface Tool {
  name: string;
  description: string;
  inputs: z.ZodObject;
  /** `asks`: nothing is done before the owner approves it. */
  does: "reads" | "acts" | "asks";
  /** A problem document or the answer, either as the API gives it. Throws problems. */
  call(args: Record<string, unknown>, calling: Calling): Promise<Response>;
}

/** Neither a slash nor a dot: an address can't be left by it. */
const idField = z.string().regex(/^[\w-]{1,64}$/);

/** By the API itself, with its checks and its limits. */
function callApi(
  { token, counted, signal }: Calling,
  {
    method = "GET",
    path,
    search = {},
    body,
  }: { method?: string; path: string; search?: object; body?: object },
): Promise<Response> {
  const query = new URLSearchParams(Object.entries(search).map(([name, value]) => [name, String(value)]));
  const request = new Request(`${config().panelOrigin}/api/v1${path}?${query}`, {
    ...{ method, signal },
    ...(body && {
      body: JSON.stringify(body),
      headers: { "content-type": "application/json", "idempotency-key": crypto.randomUUID() },
    }),
  });
  return answerAs(token, request, counted);
}

function readingTool({ name, path, query }: Endpoint): Tool {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, part = ""]) => part);
  return {
    name,
    description: `${texts.developers.endpoint[endpointText(name)]}. ${path}`,
    inputs: query.extend(Object.fromEntries(inPath.map((part) => [part, idField]))),
    does: "reads",
    call: (args, calling) => {
      const search = Object.entries(args).filter(([part]) => !inPath.includes(part));
      const filled = path.replace(/\{(\w+)\}/g, (_, part) => String(args[part]));
      return callApi(calling, { path: filled, search: Object.fromEntries(search) });
    },
  };
}

function actingTool({ kind }: OfferedCommand, body: z.ZodObject, below: string): Tool {
  return {
    name: kind,
    description: `${commandTexts.operations.kind[kind]} a host. Answers with the operation, which goes on.`,
    inputs: fieldsOf(body).extend({ hostId: idField }),
    does: "acts",
    call: ({ hostId, ...fields }, calling) =>
      callApi(calling, {
        method: "POST",
        path: `${below}/hosts/${hostId}/operations`,
        body: { kind, ...fields },
      }),
  };
}

const shownApproval = (row: Approval): Response =>
  Response.json({
    approval: {
      id: row.id,
      state: stateOf(row),
      expiresAt: row.expiresAt.toISOString(),
      operationId: row.operationId,
      approveAt: `${config().panelOrigin}/approvals`,
    },
  });

/** A snapshot or image that the fields name, as the panel calls it. Throws the problem of one that isn't there. */
async function subjectOf(owned: Awaited<ReturnType<typeof hostOf>>, fields: Record<string, string>) {
  const { snapshot, image } = fields;
  const problem = (field: string) => new Problem("not-listed", { errors: [{ field, code: "not-listed" }] });
  if (snapshot !== undefined) {
    const { snapshots } = await snapshotsViewOf(owned);
    const found = snapshots.ok ? snapshots.items.find(({ name }) => name === snapshot) : undefined;
    if (!found) {
      throw problem("snapshot");
    }
    return found.shown;
  }
  if (image !== undefined) {
    const choices = await readChoices(owned);
    const versions = choices.ok ? choices.families.flatMap((family) => family.versions) : [];
    const found = versions.find(({ imageId }) => imageId === image);
    if (!found) {
      throw problem("image");
    }
    return found.name;
  }
  return null;
}

function askingTool({ kind }: OfferedCommand): Tool[] {
  const asked = askedOf(kind);
  if (!asked) {
    return [];
  }
  const call: Tool["call"] = async ({ hostId, ...fields }, { token }) => {
    const owned = await hostOf({ token, params: { id: String(hostId) } });
    await refuseGuest(token.viewer, owned.guest, [kind]);
    const texts = z.record(z.string(), z.string()).parse(fields);
    if (!asked.whole(texts, "")) {
      throw new Problem("invalid");
    }
    if (await isWithheld(kind, { tenancyId: owned.tenancyId, schedule: null })) {
      throw new Problem("not-possible", { reason: "protected" });
    }
    const subject = await subjectOf(owned, texts);
    return shownApproval(await askApproval({ token, owned, kind, fields: texts, subject }));
  };
  return [
    {
      name: kind,
      description: `Asks the owner of the account to approve this in the panel: ${commandTexts.operations.kind[kind]}. Nothing happens before. Tell them the address in approveAt, and look with getApproval.`,
      inputs: asked.fields.extend({ hostId: idField }),
      does: "asks",
      call,
    },
  ];
}

const APPROVAL: Tool = {
  name: "getApproval",
  description: "What came of something that the owner was asked to approve.",
  inputs: z.strictObject({ id: z.uuid() }),
  does: "reads",
  call: async ({ id }, { token }) => {
    const row = await approvalOf(token, String(id));
    if (!row) {
      throw new Problem("not-found");
    }
    return shownApproval(row);
  },
};

/** What this token may use. A provider's asks for nothing: the hosts are their customers'. */
export function toolsOf(token: ProvenToken): Tool[] {
  const isProvider = token.scope === "provider";
  const [offer, below] = isProvider ? ([PROVIDER_OFFER, "/fleet"] as const) : ([CUSTOMER_OFFER, ""] as const);
  const reading = ENDPOINTS.filter(
    (endpoint) => endpoint.method === "GET" && isOffered(endpoint, token.scope) && mayUse(token, endpoint),
  ).map(readingTool);
  const commands = offer.commands.flatMap((command, at): Tool[] => {
    const body = offer.bodies[at];
    const way = toolWay(command.kind);
    if (!body || way === null || !covers(token, offer.scopeOf(command.kind))) {
      return [];
    }
    return way === "at-once" ? [actingTool(command, body, below)] : isProvider ? [] : askingTool(command);
  });
  const asksAny = commands.some(({ does }) => does === "asks");
  return [...reading, ...commands, ...(asksAny ? [APPROVAL] : [])];
}

/** JSON Schema of what it takes. */
export const schemaOf = ({ inputs }: Tool) =>
  z.toJSONSchema(inputs, { io: "input", override: ({ jsonSchema }) => asPrograms(jsonSchema) }) as {
    type: "object";
  };

/** Throws the problem of arguments that it doesn't take. What the API checks itself comes as it is. */
export function checkedArgs({ inputs, does }: Tool, args: Record<string, unknown>): Record<string, unknown> {
  const parsed = inputs.safeParse(does === "reads" ? textsOf(args) : args);
  if (!parsed.success) {
    throw new Problem("invalid", { errors: errorsOf(parsed.error) });
  }
  return args;
}

/** As an address has them: models send numbers, too. */
const textsOf = (args: object): object =>
  Object.fromEntries(Object.entries(args).map(([name, value]) => [name, String(value)]));
